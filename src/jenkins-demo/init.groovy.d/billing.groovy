// The demo of hpi:run: 22 instances that really run, their topology, and the job "billing". Build 1 brings 4.1.0, which
// is in use today; "Build Now" then brings 4.2.0. It all begins anew with each start.

import io.jenkins.plugins.rollout.demo.DemoFleet
import io.jenkins.plugins.rollout.jenkins.ControllerLedger
import io.jenkins.plugins.rollout.jenkins.topology.TopologyConfiguration
import java.time.Clock
import jenkins.model.Jenkins
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition
import org.jenkinsci.plugins.workflow.job.WorkflowJob

def jenkins = Jenkins.get()
def workspace = new File(jenkins.rootDir, 'workspace/billing')

jenkins.getItem('billing')?.delete()
workspace.deleteDir()
ControllerLedger.folder().toFile().deleteDir()

// The job's workspace is the fleet's: deploy.sh and the releases are in it.
def fleet = DemoFleet.start(workspace.toPath(), Clock.systemUTC())
TopologyConfiguration.get().replace(fleet.topology().toFile().text, 'the demo')

def carefully = new File(jenkins.rootDir, 'billing.jenkinsfile').text
def atOnce = carefully
    .replace(fleet.version(), fleet.installVersion())
    .replaceAll(/(?s)strategy: canary\(.*?\)/, 'strategy: allAtOnce()')

def job = jenkins.createProject(WorkflowJob, 'billing')
job.description = 'Build Now brings billing 4.2.0 to five customers, carefully. It passed every test.'
job.definition = new CpsFlowDefinition(atOnce, true)
job.scheduleBuild2(0).get()
job.definition = new CpsFlowDefinition(carefully, true)
job.save()
