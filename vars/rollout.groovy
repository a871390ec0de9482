/**
 * Brings one release to its instances, wave by wave: the loop over what the rollout's engine decides. Everything here that
 * touches an instance, a record or a clock is a step of the plugin; this is only the order, and how it looks as stages.
 */
import com.cloudbees.groovy.cps.NonCPS
import groovy.transform.Field

/** What planRollout takes. */
@Field final List<String> PLANNED = [
    'service', 'version', 'environments', 'customers', 'where', 'rings', 'artifact', 'strategy', 'maxParallel', 'checks',
    'samples', 'interval', 'alpha', 'onInconclusive', 'background', 'score', 'fromAgent', 'promotion', 'fourEyes', 'reason']

/** What the library does itself. */
@Field final List<String> CLOSURES = ['verify', 'rollback', 'before', 'after', 'onHold']
@Field final List<String> OWN = CLOSURES + ['onPartial', 'templates']

/** The templates of resources/rollout, by the name with which a squad replaces them. */
@Field final Map<String, String> TEMPLATES = [
    succeeded: 'succeeded.txt', failed: 'failed.txt', report: 'report.md', held: 'held.txt']

/** What stands in braces there. A line with one of the second kind is repeated for the instances that are not on the release. */
@Field final List<String> OF_THE_ROLLOUT = [
    'service', 'version', 'outcome', 'why', 'kept', 'count', 'blastRadius', 'url', 'question']
@Field final List<String> OF_INSTANCES = ['names', 'name', 'customer', 'environment', 'state', 'runs', 'reason']

/** Without arguments it can only say which are missing. */
def call(Closure body) {
    return call([:], body)
}

/** Whatever else it may be called with. */
def call(Object given, Closure body = null) {
    refuse("rollout takes arguments with names, such as rollout(service: 'billing', …) { … }")
}

/**
 * @param given see rollout.txt
 * @param body brings the release to one instance, which it may take as a map
 * @return how it ended: outcome, why, kept, others, blastRadius and the rollout's id
 */
def call(Map given = [:], Closure body = null) {
    return bring('rollout', given, body)
}

def bring(String caller, Map given, Closure body) {
    check(caller, given, body, [])
    String what = [rollback: 'Plan the way back', redeploy: 'Plan the redeployment'][env.ROLLOUT_MODE]
    Map texts = [:]
    Map plan = [:]
    try {
        stage(what ?: "Plan ${given.service} ${given.version}") {
            texts = ownTexts(caller, given.templates)
            plan = planRollout(planned(given))
        }
    } catch (hudson.AbortException e) {
        // Out here: in a step's body nobody knows from where the library was called.
        refuse(e.message.replace('planRollout', caller))
    }
    Map next = rolloutNext(rollout: plan.id, wait: false)
    while (!next.finished) {
        if (next.action == 'deploy' || next.action == 'rollback') {
            deploy(given, body, plan, next)
        } else if (next.action == 'judge' || next.bake) {
            judge(given, plan, next)
        } else {
            pause(given, texts, plan, next)
        }
        next = rolloutNext(rollout: plan.id, wait: false)
    }
    return finish(given, texts, next)
}

def planned(Map given) {
    Map asked = [:]
    for (String name in PLANNED) {
        if (given[name] != null) {
            asked[name] = given[name]
        }
    }
    return asked
}

/** One wave, forward or back: each of its instances in a branch, which waits for its turn. */
def deploy(Map given, Closure body, Map plan, Map next) {
    Map wave = next.wave
    boolean isWayBack = next.action == 'rollback'
    Closure work = isWayBack && given.rollback ? given.rollback : body
    stage(title(plan, wave)) {
        if (given.before) {
            given.before.call(wave)
        }
        Map branches = [:]
        for (String name in next.pending) {
            branches[name] = isWayBack ? backBranch(wave, name, work) : deployBranch(wave, name, work)
        }
        parallel(branches)
    }
}

def deployBranch(Map wave, String name, Closure work) {
    return { deployToInstances(wave: wave, instance: name) { work.call(rolloutInstance()) } }
}

def backBranch(Map wave, String name, Closure work) {
    return { rollbackInstances(rollout: wave.rollout, instance: name) { work.call(rolloutInstance()) } }
}

/** What the wave's instances are like: first by the squad's own tests, then by the gate, which counts those too. */
def judge(Map given, Map plan, Map next) {
    Map wave = next.wave
    stage("gate: ${isAlone(plan, wave) ? wave.environment : wave.name}") {
        if (given.verify && next.pending) {
            Map branches = [:]
            for (String name in next.pending) {
                branches[name] = verifyBranch(wave, name, given.verify)
            }
            parallel(branches)
        }
        String verdict = healthGate(wave: wave, failStep: false, fromAgent: given.fromAgent ?: false)
        // A wave that makes way for a way back has no verdict yet: it is judged after that, in a stage of its own.
        if (given.after && verdict != 'interrupted') {
            given.after.call(wave + [verdict: verdict])
        }
    }
}

def verifyBranch(Map wave, String name, Closure work) {
    return { verifyInstances(wave: wave, instance: name) { work.call(rolloutInstance()) } }
}

/** For a person, or until something may begin. */
def pause(Map given, Map texts, Map plan, Map next) {
    boolean isHeld = next.action == 'approve'
    stage(isHeld ? 'Held for a person' : 'Waiting') {
        if (isHeld && given.onHold) {
            Map values = [service: plan.service, version: plan.version, question: next.question, url: page(plan.id)]
            given.onHold.call(next + [message: filled(text(texts, 'held'), values, []).trim()])
        }
        rolloutNext(rollout: plan.id)
    }
}

/** Says how it ended, and to whom what happened. What isn't a success fails, so that nothing after it runs as if it were one. */
def finish(Map given, Map texts, Map end) {
    Map values = [
        service: end.service, version: end.version, outcome: end.outcome, why: end.why, url: page(end.rollout),
        kept: end.kept.size(), count: end.kept.size() + end.others.size(),
        blastRadius: "${Math.round(end.blastRadius * 1000) / 10} %"]
    stage("${headline(end)}: ${values.kept} of ${values.count}") {
        if (env.WORKSPACE) {
            String report = "rollout/${end.rollout}.md"
            writeFile(file: report, text: filled(text(texts, 'report'), values, end.others), encoding: 'UTF-8')
            archiveArtifacts(artifacts: report)
        }
        String message = filled(text(texts, end.outcome == 'succeeded' ? 'succeeded' : 'failed'), values, end.others).trim()
        boolean isBearable = end.outcome == 'succeeded' || end.outcome == 'partial' && given.onPartial == 'continue'
        if (isBearable) {
            echo(message)
        } else if (end.outcome == 'partial' && given.onPartial == 'unstable') {
            unstable(message)
        } else {
            error(message)
        }
    }
    return end
}

def headline(Map end) {
    if (end.planAction == 'rollback') {
        return "Way back ${end.outcome}"
    }
    return end.outcome.substring(0, 1).toUpperCase() + end.outcome.substring(1).replace('-', ' ')
}

def page(String id) {
    return "${env.BUILD_URL ?: ''}rollout/?rollout=${id}"
}

/** An environment with a single wave gives its name to that wave. */
def title(Map plan, Map wave) {
    return isAlone(plan, wave) ? wave.environment : "${wave.environment}: ${wave.name}"
}

def isAlone(Map plan, Map wave) {
    int planned = 0
    boolean isPlanned = false
    for (Map other in plan.waves) {
        planned += other.environment == wave.environment ? 1 : 0
        isPlanned = isPlanned || other.number == wave.number
    }
    return isPlanned && planned == 1
}

/**
 * Refuses what can't be meant, before anything has begun.
 *
 * @param extra names of arguments that the caller takes beside rollout's own
 */
def check(String caller, Map given, Closure body, List<String> extra) {
    known(caller, given, PLANNED + OWN + extra)
    Map examples = [service: "'billing'", version: "'4.2.0'", environments: "['production']"]
    for (String name in (examples.keySet() as List)) {
        if (!given[name]) {
            refuse("${caller} needs '${name}', such as ${name}: ${examples[name]}")
        }
    }
    if (body == null) {
        refuse("${caller} needs a body that brings the release to one instance: ${caller}(…) { sh './deploy.sh' }")
    }
    for (String name in CLOSURES) {
        if (given[name] != null && !(given[name] instanceof Closure)) {
            refuse("'${name}' of ${caller} must be a block in braces, such as ${name}: { sh './${name}.sh' }")
        }
    }
    List<String> ways = ['fail', 'unstable', 'continue']
    if (given.onPartial != null && !(given.onPartial in ways)) {
        refuse("'onPartial' of ${caller} must be one of ${ways.join(', ')}, is '${given.onPartial}'")
    }
}

def known(String caller, Map given, List<String> known) {
    for (String name in (given.keySet() as List)) {
        if (!(name in known)) {
            refuse("${caller} has no argument '${name}'" + suggestion(name, known))
        }
    }
}

/** The texts that a squad has instead of the library's, by template. They are read before anything has begun. */
def ownTexts(String caller, Object own) {
    if (own != null && !(own instanceof Map)) {
        refuse("'templates' of ${caller} must be a map, such as templates: [failed: 'ci/failed.txt']")
    }
    Map texts = [:]
    for (String name in ((own ?: [:]).keySet() as List)) {
        if (!TEMPLATES.containsKey(name)) {
            refuse("${caller} has no template '${name}'" + suggestion(name, TEMPLATES.keySet() as List))
        }
        String file = own[name]
        if (!env.WORKSPACE || !fileExists(file)) {
            refuse("the template '${file}' is not in the workspace; correct 'templates' of ${caller}")
        }
        texts[name] = readFile(file: file, encoding: 'UTF-8')
        String unknown = unknownPlaceholder(texts[name], OF_THE_ROLLOUT + OF_INSTANCES)
        if (unknown) {
            refuse("the template '${file}' has {${unknown}}" + suggestion(unknown, OF_THE_ROLLOUT + OF_INSTANCES))
        }
    }
    return texts
}

def text(Map own, String name) {
    return own[name] ?: libraryResource(resource: "rollout/${TEMPLATES[name]}", encoding: 'UTF-8')
}

/** Fails with one sentence that begins with the place in the Jenkinsfile. */
def refuse(String sentence) {
    String place = ''
    try {
        throw new Exception('only its stack trace matters')
    } catch (Exception here) {
        place = callerOf(here)
    }
    error("${place}${sentence}")
}

/** Where the library was called: the first line of the trace that isn't the library's own. */
@NonCPS
static String callerOf(Throwable here) {
    StringWriter trace = new StringWriter()
    here.printStackTrace(new PrintWriter(trace))
    def frame = trace.toString() =~ /\((\w+)(\.groovy)?:(\d+)\)/
    while (frame.find()) {
        String script = frame.group(1)
        if (script == 'WorkflowScript') {
            return "Jenkinsfile line ${frame.group(3)}: "
        }
        if (frame.group(2) && !(script in ['rollout', 'promote', 'rolloutPipeline'])) {
            return "${script}.groovy line ${frame.group(3)}: "
        }
    }
    return ''
}

/** The nearest of the known names, if it is near; else all of them. */
@NonCPS
static String suggestion(String name, List<String> known) {
    // No closure here: in the sandbox it may not call another static method.
    String nearest = known[0]
    for (String other in known) {
        if (distance(name.toLowerCase(), other.toLowerCase()) < distance(name.toLowerCase(), nearest.toLowerCase())) {
            nearest = other
        }
    }
    return distance(name.toLowerCase(), nearest.toLowerCase()) <= 2
        ? "; did you mean '${nearest}'?"
        : "; it knows ${known.join(', ')}"
}

/** How many letters must be added, left out or changed to make one of the other (Levenshtein, 1965). */
@NonCPS
static int distance(String one, String other) {
    List<Integer> above = (0..other.length()).toList()
    for (int i = 1; i <= one.length(); i++) {
        List<Integer> row = [i]
        for (int j = 1; j <= other.length(); j++) {
            int changed = above[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1)
            row << Math.min(changed, Math.min(above[j], row[j - 1]) + 1)
        }
        above = row
    }
    return above[other.length()]
}

@NonCPS
static String unknownPlaceholder(String template, List<String> known) {
    def found = template =~ /\{(\w+)\}/
    while (found.find()) {
        if (!(found.group(1) in known)) {
            return found.group(1)
        }
    }
    return null
}

/** Fills in a template, line by line. */
@NonCPS
String filled(String template, Map values, List<Map> others) {
    List<String> lines = []
    for (String line in template.split('\n', -1)) {
        if (!hasAny(line, OF_INSTANCES)) {
            lines << filledLine(line, values)
        } else {
            for (Map instance in (line.contains('{names}') ? alike(others) : others)) {
                lines << filledLine(line, values + shown(instance, line.startsWith('|')))
            }
        }
    }
    return lines.join('\n')
}

@NonCPS
static boolean hasAny(String line, List<String> placeholders) {
    for (String placeholder in placeholders) {
        if (line.contains("{${placeholder}}")) {
            return true
        }
    }
    return false
}

/** In one pass: what looks like a placeholder in a value stays as it is. */
@NonCPS
static String filledLine(String line, Map values) {
    StringBuilder text = new StringBuilder()
    int end = 0
    def found = line =~ /\{(\w+)\}/
    while (found.find()) {
        text.append(line.substring(end, found.start()))
        text.append(String.valueOf(values[found.group(1)]))
        end = found.end()
    }
    return text.append(line.substring(end)).toString()
}

/** On one line; what stands in a table must not end its cell. */
@NonCPS
static Map shown(Map instance, boolean isInTable) {
    Map shown = [:]
    for (String key in (instance.keySet() as List)) {
        String value = String.valueOf(instance[key] ?: 'unknown').replaceAll(/\s*\R\s*/, ' ')
        shown[key == 'version' ? 'runs' : key] = isInTable ? value.replace('|', '\\|') : value
    }
    return shown
}

/** Instances that ended in the same way, as one with all their names: hundreds may not have been begun. */
@NonCPS
static List<Map> alike(List<Map> instances) {
    int most = 5
    Map<List, List> groups = [:]
    for (Map one in instances) {
        List key = [one.state, one.version, one.reason]
        if (!groups.containsKey(key)) {
            groups[key] = []
        }
        groups[key] << one.name
    }
    List<Map> alike = []
    for (List key in (groups.keySet() as List)) {
        List names = groups[key]
        String more = names.size() > most ? " and ${names.size() - most} more" : ''
        alike << [names: names.take(most).join(', ') + more, state: key[0], version: key[1], reason: key[2]]
    }
    return alike
}
