/** A whole Jenkinsfile for the common case: check out, build, promote through the test environments, roll out. */
import groovy.transform.Field

@Field final List<String> OWN = ['agent', 'build', 'promote']

def call(Closure body) {
    return call([:], body)
}

/** Whatever else it may be called with. */
def call(Object given, Closure body = null) {
    rollout.refuse("rolloutPipeline takes arguments with names, such as rolloutPipeline(service: 'billing', …) { … }")
}

/**
 * @param given see rolloutPipeline.txt
 * @param body brings the release to one instance, which it may take as a map
 * @return how the last rollout ended
 */
def call(Map given = [:], Closure body = null) {
    rollout.check('rolloutPipeline', given, body, OWN)
    if (given.build != null && !(given.build instanceof Closure)) {
        rollout.refuse("'build' of rolloutPipeline must be a block in braces, such as build: { sh 'make dist' }")
    }
    boolean isRequest = env.ROLLOUT_MODE == 'rollback' || env.ROLLOUT_MODE == 'redeploy'
    // One agent throughout: a way back must not wait in the queue for another.
    return node(given.agent ?: '') {
        checkOut()
        if (given.build && !isRequest) {
            stage('Build') {
                given.build.call()
            }
        }
        Map asked = given.findAll { !(it.key in OWN) } + [version: version(given.version, isRequest)]
        if (given.promote && !isRequest) {
            promote.bring('rolloutPipeline', asked + [environments: given.promote], body)
        }
        return rollout.bring('rolloutPipeline', asked, body)
    }
}

/** What the Jenkinsfile came with; nothing for one that was typed into the job. */
def checkOut() {
    def source = null
    try {
        source = scm
    } catch (hudson.AbortException none) {
        return
    }
    stage('Check out') {
        checkout(source)
    }
}

/** A block tells the version when the release was built. For a request it is another one, which the request names. */
def version(Object given, boolean isRequest) {
    if (!(given instanceof Closure)) {
        return given
    }
    return isRequest ? env.ROLLOUT_MODE : given.call()
}
