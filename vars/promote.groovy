/** Brings one release through environments in order, each with a rollout of its own: the next begins when the one before is a success. */
import groovy.transform.Field

@Field final List<String> OWN = ['between']

def call(Closure body) {
    return call([:], body)
}

/** Whatever else it may be called with. */
def call(Object given, Closure body = null) {
    rollout.refuse("promote takes arguments with names, such as promote(service: 'billing', …) { … }")
}

/**
 * @param given see promote.txt
 * @param body brings the release to one instance, which it may take as a map
 * @return how each environment's rollout ended, by environment
 */
def call(Map given = [:], Closure body = null) {
    return bring('promote', given, body)
}

def bring(String caller, Map given, Closure body) {
    rollout.check(caller, given, body, OWN)
    if (given.between != null && !(given.between instanceof Closure)) {
        rollout.refuse("'between' of ${caller} must be a block in braces, such as between: { from, to -> input \"On to \${to}?\" }")
    }
    Map special = differences(caller, given.environments)
    List<String> names = special.keySet() as List
    Map common = given.findAll { it.key != 'between' }
    if (env.ROLLOUT_MODE == 'rollback' || env.ROLLOUT_MODE == 'redeploy') {
        // What was asked for is one plan, through whichever environments.
        return [(env.ROLLOUT_MODE): rollout.bring(caller, common + [environments: names], body)]
    }
    Map ends = [:]
    String before = null
    for (String name in names) {
        if (before && given.between) {
            given.between.call(before, name)
        }
        ends[name] = rollout.bring(caller, common + special[name] + [environments: [name]], body)
        before = name
    }
    return ends
}

/** What is different in each environment, in the order in which they are given. */
def differences(String caller, Object environments) {
    if (environments instanceof Map) {
        for (String name in (environments.keySet() as List)) {
            if (!(environments[name] instanceof Map)) {
                rollout.refuse("the environment '${name}' of ${caller} must be a map of what is different there, such as"
                    + " ${name}: [strategy: canary(first: 1)]")
            }
            rollout.known("${caller}, environment '${name}',", environments[name], rollout.PLANNED + rollout.OWN)
        }
        return environments
    }
    Map none = [:]
    for (String name in (environments instanceof List ? environments : [environments])) {
        none[name] = [:]
    }
    return none
}
