package io.jenkins.plugins.rollout.jenkins.page;

import hudson.Util;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.StaplerResponse2;

/**
 * A rollout in one small image for other pages: release, state, and a bar of how its instances stand. Brings its own
 * colours, as it stands on foreign ground, and nothing that runs.
 */
final class Badge {
    private static final int HEIGHT = 20;
    private static final int BAR = 60;
    private static final double LETTER = 6.6;
    private static final int LONGEST = 60;
    private static final Map<String, String> COLOURS = Map.of(
            "good", "#1f7550",
            "active", "#2062b8",
            "back", "#6a4aa8",
            "attention", "#8a5a00",
            "bad", "#b3261e",
            "idle", "#5c6878");

    private final String svg;

    private Badge(String svg) {
        this.svg = svg;
    }

    static Badge of(RolloutDocument rollout) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        rollout.getInstances().forEach(instance -> counts.merge(Tone.of(instance.getState()), 1, Integer::sum));
        int instances = Math.max(1, rollout.getInstances().size());

        String release = shorten(rollout.getRelease());
        String state = rollout.getStateWord();
        int left = width(release);
        int middle = width(state);
        int width = left + middle + BAR;
        String title = rollout.getRelease() + ": " + state + ", blast radius " + rollout.getBlastRadiusText();
        StringBuilder svg = new StringBuilder();
        svg.append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">"
                        .formatted(width, HEIGHT, escape(title)));
        svg.append("<title>").append(escape(title)).append("</title>");
        svg.append(
                "<clipPath id=\"r\"><rect width=\"%d\" height=\"%d\" rx=\"4\"/></clipPath>".formatted(width, HEIGHT));
        svg.append("<g clip-path=\"url(#r)\" font-family=\"Verdana,DejaVu Sans,sans-serif\" font-size=\"11\">");
        field(svg, 0, left, "#3b4450", release);
        field(svg, left, middle, COLOURS.get(rollout.getTone()), state);
        svg.append(
                "<rect x=\"%d\" width=\"%d\" height=\"%d\" fill=\"#e6e9ee\"/>".formatted(left + middle, BAR, HEIGHT));
        double from = left + middle;
        for (String tone : Tone.ALL) {
            double part = counts.getOrDefault(tone, 0) * (double) BAR / instances;
            if (part > 0) {
                svg.append("<rect x=\"%s\" width=\"%s\" height=\"%d\" fill=\"%s\"/>"
                        .formatted(number(from), number(part), HEIGHT, COLOURS.get(tone)));
                from += part;
            }
        }
        return new Badge(svg.append("</g></svg>").toString());
    }

    private static void field(StringBuilder svg, int from, int width, String colour, String text) {
        svg.append("<rect x=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>".formatted(from, width, HEIGHT, colour));
        svg.append("<text x=\"%d\" y=\"14\" fill=\"#fff\" textLength=\"%d\" lengthAdjust=\"spacingAndGlyphs\">%s</text>"
                .formatted(from + 6, width - 12, escape(text)));
    }

    private static int width(String text) {
        return (int) Math.ceil(text.codePointCount(0, text.length()) * LETTER) + 12;
    }

    private static String shorten(String text) {
        int letters = text.codePointCount(0, text.length());
        return letters <= LONGEST ? text : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)) + "…";
    }

    private static String number(double value) {
        return String.valueOf(Math.round(value * 100) / 100.0);
    }

    /** Control characters have no place in XML, not even as references. */
    private static String escape(String text) {
        return Util.xmlEscape(text.replaceAll("[\\p{Cntrl}\\uFFFE\\uFFFF]|\\p{Cs}", "�"))
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    void answer(StaplerRequest2 request, StaplerResponse2 response) throws IOException {
        response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
        Answers.unlessKnown(request, response, "image/svg+xml", svg.getBytes(StandardCharsets.UTF_8));
    }
}
