package io.jenkins.plugins.rollout.views;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What may not stand in a page: markup that users' texts could become part of, and what a strict policy for content forbids. */
final class JellyLint {
    private static final Pattern ESCAPES = Pattern.compile("<\\?jelly escape-by-default=['\"]true['\"]\\?>");
    private static final Pattern HANDLER = Pattern.compile("on[a-z]{3,}");

    private JellyLint() {}

    /** A page's elements. */
    static Document parse(String text) throws SAXException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setNamespaceAware(true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new InputSource(new StringReader(text)));
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Element> elements(Document page) {
        NodeList found = page.getElementsByTagName("*");
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    static List<Attr> attributes(Element element) {
        List<Attr> attributes = new ArrayList<>();
        for (int i = 0; i < element.getAttributes().getLength(); i++) {
            attributes.add((Attr) element.getAttributes().item(i));
        }
        return attributes;
    }

    /** Everything that is wrong with a page. */
    static List<String> problems(String text) {
        List<String> problems = new ArrayList<>();
        if (!ESCAPES.matcher(text).find()) {
            problems.add("does not begin with <?jelly escape-by-default='true'?>");
        }
        try {
            elements(parse(text)).forEach(element -> check(element, problems));
        } catch (SAXException e) {
            problems.add("is not well-formed: " + e.getMessage());
        }
        return problems;
    }

    private static void check(Element element, List<String> problems) {
        String name = element.getTagName();
        boolean isScript = element.getLocalName().equals("script");
        if (isScript
                && (!element.hasAttribute("src") || !element.getTextContent().isBlank())) {
            problems.add("has a <script> with code");
        }
        if (name.equals("style")) {
            problems.add("has a <style>");
        }
        if (element.getLocalName().equals("out") && "jelly:core".equals(element.getNamespaceURI())) {
            problems.add("puts " + element.getAttribute("value") + " out unescaped");
        }
        for (Attr attribute : attributes(element)) {
            if (attribute.getName().equals("style")) {
                problems.add("has a style attribute at <" + name + ">");
            }
            if (HANDLER.matcher(attribute.getName()).matches()) {
                problems.add("has a handler " + attribute.getName() + " at <" + name + ">");
            }
            if (attribute.getValue().startsWith("javascript:")) {
                problems.add("has code in " + attribute.getName() + " at <" + name + ">");
            }
        }
    }
}
