package io.jenkins.plugins.rollout.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads reports in the form that JUnit's has become for tests of any kind. What comes from a file is not trusted: no document
 * types, so no entities, and bounds for everything that is kept.
 */
final class JunitReport {
    private static final Set<String> SUITES = Set.of("testsuite", "testsuites");
    private static final int DEEPEST = 100;
    private static final int LONGEST_TEXT = 1000;

    private final XMLStreamReader xml;
    private final JunitTally tally;
    private final Deque<Suite> suites = new ArrayDeque<>();
    private Optional<Test> test = Optional.empty();
    private int depth;

    private JunitReport(XMLStreamReader xml, JunitTally tally) {
        this.xml = xml;
        this.tally = tally;
    }

    /** @param before how many had failed when the suite began */
    private record Suite(String name, int declared, long before) {}

    private static final class Test {
        private final String name;
        private boolean failed;
        private boolean skipped;
        private String message = "";

        Test(String name) {
            this.name = name;
        }
    }

    /**
     * Adds what stands in a report.
     *
     * @throws IOException with a phrase if it is no report
     */
    static void read(InputStream in, JunitTally tally) throws IOException {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new ReportBytes(in));
            new JunitReport(xml, tally).read();
        } catch (XMLStreamException e) {
            if (e.getNestedException() instanceof IOException io) {
                throw io;
            }
            throw new IOException(
                    "it is no complete XML, wrong in line "
                            + (e.getLocation() == null ? 1 : e.getLocation().getLineNumber()),
                    e);
        }
    }

    private static XMLInputFactory factory() {
        // The JDK's own, whatever else a controller has.
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private void read() throws XMLStreamException, IOException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new IOException("it has a document type or entities, which reports have not");
                case XMLStreamConstants.START_ELEMENT -> begin(xml.getLocalName());
                case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
                default -> {
                    // Texts are what the tests wrote.
                }
            }
        }
    }

    private void begin(String element) throws IOException, XMLStreamException {
        if (depth == 0 && !SUITES.contains(element)) {
            throw new IOException("it is no report of tests: it begins with <" + element + ">");
        }
        if (++depth > DEEPEST) {
            throw new IOException("it is nested too deep");
        }
        switch (element) {
            case "testsuite" ->
                suites.push(new Suite(attribute("name"), number("failures") + number("errors"), tally.failed()));
            case "testcase" -> test = Optional.of(new Test(name()));
            case "failure", "error" -> fail();
            case "skipped" -> test.ifPresent(one -> one.skipped = true);
            default -> {
                // Properties, output and what else tools add.
            }
        }
    }

    private void fail() {
        String message = attribute("message").isBlank() ? attribute("type") : attribute("message");
        if (test.isEmpty()) {
            tally.fail(suites.isEmpty() ? "" : suites.peek().name(), message);
            return;
        }
        test.get().message = test.get().failed ? test.get().message : message;
        test.get().failed = true;
    }

    private void end(String element) {
        depth--;
        if (element.equals("testcase") && test.isPresent()) {
            Test done = test.get();
            test = Optional.empty();
            if (done.failed) {
                tally.fail(done.name, done.message);
            } else if (done.skipped) {
                tally.skip();
            } else {
                tally.pass();
            }
        } else if (element.equals("testsuite")) {
            Suite suite = suites.pop();
            // What failed outside of any test, such as in what prepares them, some tools only count.
            long untold = suite.declared() - (tally.failed() - suite.before());
            if (untold > 0) {
                tally.fail((int) untold, suite.name(), "failed as a suite");
            }
        }
    }

    private String name() {
        String type = attribute("classname");
        return type.isEmpty() ? attribute("name") : type + "." + attribute("name");
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        if (value == null) {
            return "";
        }
        return value.length() > LONGEST_TEXT ? value.substring(0, LONGEST_TEXT) : value;
    }

    private int number(String name) {
        String value = attribute(name).strip();
        return value.matches("\\d{1,6}") ? Integer.parseInt(value) : 0;
    }
}
