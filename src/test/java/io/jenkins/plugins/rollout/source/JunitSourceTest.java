package io.jenkins.plugins.rollout.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.rollout.document.Problem;
import io.jenkins.plugins.rollout.document.Problems;
import io.jenkins.plugins.rollout.document.YamlReader;
import io.jenkins.plugins.rollout.source.Reading.Outcome;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Suites of tests that are run for an instance, and what their reports say. */
public class JunitSourceTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String GOOD = "<testsuite name='s' tests='1'><testcase classname='a.B' name='c'/></testsuite>";
    private static final String BAD = """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites>
              <testsuite name="acme.InvoiceTest" tests="3" failures="1" errors="1" skipped="1">
                <properties><property name="a" value="b"/></properties>
                <testcase classname="acme.InvoiceTest" name="roundsTax" time="0.1">
                  <failure message="expected 3 but was 4" type="AssertionError">at acme.InvoiceTest</failure>
                </testcase>
                <testcase classname="acme.InvoiceTest" name="opens"><error type="java.io.IOException"/></testcase>
                <testcase classname="acme.InvoiceTest" name="closes"><skipped/></testcase>
                <testcase classname="acme.InvoiceTest" name="sums"><system-out>&lt;failure&gt;</system-out></testcase>
                <system-err><![CDATA[<failure/>]]></system-err>
              </testsuite>
              <testsuite name="acme.OtherTest"><testcase name="alone"/></testsuite>
            </testsuites>
            """;

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path reports;
    private String instance = "acme-production";

    @Before
    public void prepare() throws IOException {
        reports = folder.newFolder("reports", "acme-production").toPath();
    }

    @Test
    public void whatPassedPasses() throws Exception {
        give("given.xml", GOOD.replace("<testcase", "<testcase name='x'><skipped/></testcase><testcase"));

        Reading reading =
                run("cp given.xml reports/$ROLLOUT_INSTANCE/a.xml; cp given.xml reports/acme-production/b.xml");

        assertThat(reading.outcome()).as(reading.detail()).isEqualTo(Outcome.PASS);
        assertThat(reading.detail()).isEqualTo("2 tests passed, 2 skipped");
        assertThat(reading.samples()).containsExactly(Sample.of(0));
    }

    @Test
    public void whatFailedIsNamed() throws Exception {
        give("given.xml", BAD);

        Reading reading = run("cp given.xml reports/acme-production/; exit 1");

        assertThat(reading.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(reading.detail())
                .isEqualTo("2 of 4 tests failed: acme.InvoiceTest.roundsTax: expected 3 but was 4,"
                        + " acme.InvoiceTest.opens: java.io.IOException");
        assertThat(reading.samples().get(0).value()).isCloseTo(0.5, within(1e-9));
    }

    @Test
    public void ofManyTheFirstOnesAreNamedAndNothingIsLong() throws Exception {
        StringBuilder all = new StringBuilder("<testsuite>");
        for (int i = 0; i < 50; i++) {
            all.append("<testcase name='t")
                    .append(i)
                    .append("'><failure message='")
                    .append("long ".repeat(5000))
                    .append("&#10;'/></testcase>");
        }
        give("given.xml", all + "</testsuite>");

        Reading reading = run("cp given.xml reports/acme-production/");

        assertThat(reading.detail())
                .startsWith("50 of 50 tests failed: t0: long long ")
                .endsWith("…, and 47 more")
                .doesNotContain("\n")
                .hasSizeLessThan(700);
    }

    @Test
    public void whatASuiteOnlyCountsFailsAsWell() throws Exception {
        give("given.xml", GOOD.replace("tests='1'", "tests='1' errors='1'"));
        assertThat(run("cp given.xml reports/acme-production/").detail())
                .isEqualTo("1 of 2 tests failed: s: failed as a suite");

        give("given.xml", GOOD.replace("<testcase", "<error message='no database'/><testcase"));
        assertThat(run("cp given.xml reports/acme-production/").detail())
                .isEqualTo("1 of 2 tests failed: s: no database");
    }

    @Test
    public void oldReportsAreNoMeasurement() throws Exception {
        give("reports/acme-production/a.xml", GOOD);
        give("reports/other/a.xml", GOOD);

        Reading reading = run("touch reports/other/a.xml; cp reports/other/a.xml reports/acme-production/a.txt");

        assertError(
                reading,
                "exit status 0; no report was written: the file at reports/acme-production/*.xml had been there before");
        instance = "borealis-production";
        assertError(
                run("exit 3"),
                "exit status 3; no report was written: there is no file reports/borealis-production/*.xml");
    }

    @Test
    public void aReportThatIsWrittenAnewCounts() throws Exception {
        give("reports/acme-production/a.xml", GOOD);
        Files.setLastModifiedTime(
                reports.resolve("a.xml"), FileTime.from(Instant.now().plusSeconds(3600)));

        assertThat(run("touch reports/acme-production/a.xml").outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    public void aRunnerThatCrashesIsNoPass() throws Exception {
        give("given.xml", GOOD);
        assertError(
                run("cp given.xml reports/acme-production/; echo out of memory; exit 137"),
                "exit status 137, saying: out of memory; and yet 1 test passed");
        assertError(
                run("cp given.xml reports/acme-production/x.xml; sleep 60", Duration.ofMillis(600)),
                "not done after 0 s; it was ended with all that it had started; and yet 1 test passed");
        assertThat(run("./nothing.sh").outcome()).isEqualTo(Outcome.ERROR);
    }

    @Test
    public void whereNothingWasTestedNothingWasMeasured() throws Exception {
        give("given.xml", "<testsuites/>");
        assertError(run("cp given.xml reports/acme-production/"), "exit status 0; there is no test in the reports");
        give("given.xml", "<testsuite><testcase name='a'><skipped/></testcase></testsuite>");
        assertError(run("cp given.xml reports/acme-production/"), "exit status 0; all 1 tests were skipped");
    }

    @Test
    public void whatIsNoReportIsNoMeasurement() throws Exception {
        assertUnreadable("<html/>", "it is no report of tests: it begins with <html>");
        assertUnreadable(GOOD.substring(0, 60), "it is no complete XML, wrong in line 1");
        assertUnreadable("", "it is no complete XML, wrong in line 1");
        assertUnreadable("<testsuite>".repeat(200), "it is nested too deep");
    }

    /** It is not the parser that sees these, as nobody needs what is in them. */
    @Test
    public void outputAndCommentsAreLeftOut() throws Exception {
        String output = "<system-out><![CDATA[ <failure/> ]] ]>--> & ]]]></system-out>";
        String comment = "<!-- <failure/> - -> ]]> -- \" ' & -->";
        give("given.xml", GOOD.replace("</testsuite>", output + comment + "<!----><![CDATA[]]></testsuite>"));
        assertThat(run("cp given.xml reports/acme-production/").detail()).isEqualTo("1 test passed");

        for (String open : new String[] {"<!-- never", "<![CDATA[ never", "<!", "<"}) {
            assertUnreadable(GOOD + open, "it is no complete XML: it breaks off");
        }
        assertUnreadable(
                GOOD.replace("</testsuite>", "<!-CDATA[]]></testsuite>"),
                "it has a document type or entities," + " which reports have not");
        byte[] wide = GOOD.getBytes(StandardCharsets.UTF_16);
        assertThatThrownBy(() -> JunitReport.read(new ByteArrayInputStream(wide), new JunitTally()))
                .hasMessage("it is not written in UTF-8, or another way in which ASCII stays what it is");
    }

    @Test(timeout = 20_000)
    public void entitiesAreNeitherExpandedNorFetched() throws Exception {
        give("secret.txt", "<testcase name='secret'/>");
        String secret = folder.getRoot().toPath().resolve("secret.txt").toUri().toString();
        String refused = "it has a document type or entities, which reports have not";
        assertUnreadable(
                "<!DOCTYPE testsuite [<!ENTITY x SYSTEM '" + secret + "'>]><testsuite>&x;</testsuite>", refused);
        StringBuilder laughs = new StringBuilder("<!DOCTYPE testsuite [<!ENTITY l0 'ha'>");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" '")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        assertUnreadable(laughs + "]><testsuite name='&l29;'><testcase name='a'/></testsuite>", refused);
    }

    @Test(timeout = 60_000)
    public void brokenFilesDoNoHarm() {
        Random random = new Random(7);
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = BAD.getBytes(StandardCharsets.UTF_8);
            for (int j = 0; j < 1 + i % 4; j++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            JunitTally tally = new JunitTally();
            try {
                JunitReport.read(new ByteArrayInputStream(bytes), tally);
            } catch (IOException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
            assertThat(tally.describe()).isNotBlank();
        }
    }

    @Test
    public void namesLeaveNoFolder() throws Exception {
        give("given.xml", GOOD);
        give("outside/a.xml", BAD);
        Files.createSymbolicLink(folder.getRoot().toPath().resolve("reports/linked"), Path.of("..", "outside"));
        Files.createSymbolicLink(reports.resolve("b.xml"), Path.of("..", "..", "outside", "a.xml"));
        String touch = "touch outside/a.xml; cp given.xml reports/acme-production/a.xml";

        assertThat(run(touch).detail()).isEqualTo("1 test passed");
        instance = "linked";
        assertThat(run(touch).detail()).contains("there is no file reports/linked/*.xml");
        instance = "..";
        assertThat(run(touch).detail())
                .isEqualTo("'reports' has a part that names no file for this instance: reports/../*.xml");
        instance = "../outside";
        assertThat(run(touch).detail())
                .isEqualTo("'../outside', which {instance} stands for, can't be a part of a file's name;"
                        + " take it out of 'reports'");
        instance = "*";
        assertThat(run(touch).detail()).contains("there is no file reports/\\*/*.xml");
        instance = "a[b]{c}";
        assertThat(run("mkdir 'reports/a[b]{c}'; cp given.xml 'reports/a[b]{c}/'")
                        .detail())
                .isEqualTo("1 test passed");
    }

    @Test
    public void reportsThatSomebodyElseWrites() throws Exception {
        give("reports/4.2.0/acme-production/a.xml", GOOD);
        JunitSource source = new JunitSource("", "reports/{version}/{instance}/*.xml", MINUTE);
        assertThat(read(source).detail()).isEqualTo("1 test passed");

        Files.setLastModifiedTime(
                folder.getRoot().toPath().resolve("reports/4.2.0/acme-production/a.xml"),
                FileTime.from(Instant.now().minusSeconds(90)));
        assertError(
                read(source),
                "no report was written: the file at reports/4.2.0/acme-production/*.xml had been written more than 60 s ago");
    }

    @Test
    public void howItIsWritten() {
        Problems problems = new Problems();

        assertThat(source("{run: ./smoke.sh, reports: 'reports/{instance}/**.xml'}", problems))
                .contains(new JunitSource("./smoke.sh", "reports/{instance}/**.xml", JunitSource.DEFAULT_TIMEOUT));
        assertThat(problems.list()).isEmpty();
        source("{run: ' ', reports: '/tmp/{instance}.xml'}", problems);
        source("{run: a, reports: 'reports/{instance}/../x.xml'}", problems);
        source("{run: a, reports: 'reports/*.xml'}", problems);
        source("{reports: 'reports/{instance}/*.xml'}", problems);
        source("{run: a, reports: 'reports/{instance}/['}", problems);
        source("{run: a}", problems);
        assertThat(problems.list())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "t.yaml:1:7: the command of this check is empty; write one such as ./smoke.sh",
                        "t.yaml:1:21: 'reports' must be below the folder of the rollout file, without ..,"
                                + " is '/tmp/{instance}.xml'; write one such as reports/{instance}/*.xml",
                        "t.yaml:1:19: 'reports' must be below the folder of the rollout file, without ..,"
                                + " is 'reports/{instance}/../x.xml'; write one such as reports/{instance}/*.xml",
                        "t.yaml:1:19: 'reports' must have {instance} in it, so that each instance has reports of its own,"
                                + " is 'reports/*.xml'; write one such as reports/{instance}/*.xml",
                        "t.yaml:1:11: 'reports' must have {version} in it without 'run', so that none of an earlier"
                                + " release is taken, is 'reports/{instance}/*.xml';"
                                + " write one such as reports/{version}/{instance}/*.xml",
                        "t.yaml:1:19: 'reports' must name files, is 'reports/{instance}/[';"
                                + " write one such as reports/{instance}/*.xml",
                        "t.yaml:1:1: a junit check must have 'reports'; add it");
    }

    private static Optional<Source> source(String yaml, Problems problems) {
        return YamlReader.read("t.yaml", yaml, problems).flatMap(node -> new JunitSourceReader().read(node, problems));
    }

    private void assertUnreadable(String report, String why) throws Exception {
        give("given.xml", report);
        assertError(
                run("cp given.xml reports/acme-production/a.xml"),
                "exit status 0; the report a.xml can't be read: " + why);
    }

    private static void assertError(Reading reading, String detail) {
        assertThat(reading.detail()).isEqualTo(detail);
        assertThat(reading.outcome()).isEqualTo(Outcome.ERROR);
        assertThat(reading.samples()).isEmpty();
    }

    private void give(String file, String text) throws IOException {
        Path path = folder.getRoot().toPath().resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private Reading run(String command) throws InterruptedException {
        return run(command, MINUTE);
    }

    private Reading run(String command, Duration timeout) throws InterruptedException {
        return read(new JunitSource(command, "reports/{instance}/*.xml", timeout));
    }

    private Reading read(JunitSource source) throws InterruptedException {
        return Inquiry.now(source, Subjects.of(instance, "acme", Map.of()))
                .answer(new Laboratory(Clock.systemUTC(), folder.getRoot().toPath(), Credentials.NONE));
    }
}
