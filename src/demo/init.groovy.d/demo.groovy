// What "mvn -f pom-jenkins.xml hpi:run" shows: the demo's instances, running in this controller, their topology, and the
// job "billing". Its first build, which starts by itself, brings 4.1.0 everywhere; the next ones bring 4.2.0, which
// harms one customer in production. Where a Prometheus is installed it scrapes the instances, customers ask them for
// invoices, and the job "billing-by-metrics" brings the same releases to production, judged by nothing else.
import hudson.slaves.EnvironmentVariablesNodeProperty
import io.jenkins.plugins.rollout.demo.DemoFleet
import io.jenkins.plugins.rollout.demo.DemoPrometheus
import io.jenkins.plugins.rollout.demo.DemoTraffic
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration
import java.time.Clock
import jenkins.model.Jenkins
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def jenkins = Jenkins.get()
def fleet = DemoFleet.start(new File(jenkins.rootDir, 'demo').toPath(), Clock.systemUTC())
TopologyConfiguration.get().replace(fleet.topology().toFile().text, 'the demo')

def job = jenkins.createProject(WorkflowJob, 'billing')
job.description = 'Brings billing to all instances of the demo. The first build installs 4.1.0, each later one brings 4.2.0.'
job.definition = new CpsFlowDefinition("""\
node {
    ws('${fleet.workspace()}') {
        def install = currentBuild.number == 1
        def version = install ? '4.1.0' : '4.2.0'
        rollout(
            service: 'billing', version: version, artifact: "dist/billing-\${version}.tar.gz",
            environments: ['eng-1', 'eng-2', 'eng-3', 'eng-4', 'eng-5', 'eng-6', 'eng-7', 'uat', 'staging', 'production'],
            strategy: install ? allAtOnce() : canary(first: 1, then: ['50%', '100%'], failureBudget: 1, bake: '1s'),
            checks: [httpCheck(path: '/health', latencyBelow: '400ms')], samples: 5, interval: '300ms',
            onPartial: 'unstable') { sh './deploy.sh' }
    }
}
""", true)
job.save()
job.scheduleBuild2(0)

if (DemoPrometheus.isInstalled()) {
    def prometheus = DemoPrometheus.start(fleet)
    DemoTraffic.start(fleet.instances())
    def property = new EnvironmentVariablesNodeProperty()
    property.envVars.putAll(ROLLOUT_PROMETHEUS_URL: prometheus.url())
    jenkins.globalNodeProperties.add(property)
    def metrics = jenkins.createProject(WorkflowJob, 'billing-by-metrics')
    metrics.description = 'Brings billing to production, judged by what a Prometheus knows. Odd builds bring 4.2.0, even ones 4.1.1,' +
        ' which harms nobody. Build it once "billing" has installed 4.1.0.'
    metrics.definition = new CpsFlowDefinition("""\
node {
    ws('${fleet.workspace()}') {
        def version = currentBuild.number % 2 ? '4.2.0' : '4.1.1'
        rollout(
            service: 'billing', version: version, artifact: "dist/billing-\${version}.tar.gz", environments: 'production',
            strategy: canary(first: 1, then: ['60%', '100%'], failureBudget: 1), promotion: 'ignore', samples: 30, interval: '1s',
            checks: [
                prometheusCheck(
                    name: 'failed requests',
                    query: 'sum(billing_requests_total{instance="{instance}", code=~"5.."})',
                    total: 'sum(billing_requests_total{instance="{instance}"})',
                    compare: sequential(margin: '50%', negligible: '5%')),
                prometheusCheck(
                    name: 'slower than 400 ms',
                    query: 'sum(billing_request_duration_seconds_count{instance="{instance}"})' +
                        ' - sum(billing_request_duration_seconds_bucket{instance="{instance}", le="0.4"})',
                    total: 'sum(billing_request_duration_seconds_count{instance="{instance}"})',
                    compare: sequential(margin: '50%', negligible: '5%'))],
            background: true, onPartial: 'unstable') { sh './deploy.sh' }
    }
}
""", true)
    metrics.save()
}
println "The demo is ready: ${fleet.instances().size()} instances, and the job 'billing'"
