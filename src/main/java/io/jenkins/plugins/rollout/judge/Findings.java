package io.jenkins.plugins.rollout.judge;

import java.util.Locale;

/** Says in one sentence what was found, for a person who must act on it. */
record Findings(Comparison comparison, Evidence evidence, long samples, long baselineSamples) {
    private static final long FORESEEABLE = 1_000_000_000L;

    String reason(Conclusion conclusion) {
        return switch (conclusion) {
            case FAIL -> newEvents() ? neverBefore() : worse();
            case PASS -> harmless();
            case INCONCLUSIVE -> undecided();
        };
    }

    private boolean newEvents() {
        return evidence instanceof EventEvidence events && events.baselineEvents() == 0 && events.events() > 0;
    }

    private String neverBefore() {
        double events = ((EventEvidence) evidence).events();
        return "the baseline never had any, and the candidate had " + number(events) + " in " + count(samples);
    }

    private String worse() {
        double estimate = evidence.estimate();
        boolean increased =
                switch (comparison.direction()) {
                    case INCREASE -> true;
                    case DECREASE -> false;
                    case EITHER -> evidence.worse() ? evidence.increased() : estimate > 1;
                };
        boolean agrees = Double.isFinite(estimate) && (increased ? estimate > 1 : estimate < 1);
        if (!agrees) {
            // Ranks differ all the same; or there is no ratio, where values are zero or negative.
            return "the candidate's values lie " + (increased ? "above" : "below") + " the baseline's, seen after "
                    + count(samples);
        }
        return what() + " " + number(estimate) + " times the baseline's" + bound(increased) + ", seen after "
                + count(samples);
    }

    private String bound(boolean increased) {
        Interval interval = evidence.interval();
        if (increased) {
            return interval.low() > 1 ? " (at least " + number(interval.low()) + " times)" : "";
        }
        return interval.high() < 1 ? " (at most " + number(interval.high()) + " times)" : "";
    }

    private String what() {
        if (comparison.kind() != DataKind.VALUES) {
            return "the candidate's rate is";
        }
        return comparison.quantile() == 0
                ? "the candidate's median is"
                : "the candidate's " + number(comparison.quantile()) + " quantile is";
    }

    private String harmless() {
        String harm = number((1 + comparison.margin()));
        String known =
                switch (comparison.direction()) {
                    case INCREASE -> "less than " + harm + " times the baseline";
                    case DECREASE -> "the baseline is less than " + harm + " times the candidate";
                    case EITHER -> "the two differ by less than a factor of " + harm;
                };
        String rare = comparison.negligible() > 0 ? ", or too rare to matter" : "";
        return known + rare + ", seen after " + count(samples);
    }

    private String whoHasNone() {
        if (samples > 0) {
            return "the baseline has";
        }
        return baselineSamples > 0 ? "the candidate has" : "both have";
    }

    private String undecided() {
        if (samples == 0 || baselineSamples == 0) {
            return "no verdict: " + whoHasNone() + " no samples";
        }
        if (evidence instanceof EventEvidence events) {
            if (!events.hasTraffic()) {
                return "no verdict: in " + count(samples) + " there was no traffic to compare";
            }
            if (Double.isNaN(events.estimate()) && events.events() + events.baselineEvents() == 0) {
                return "no verdict: neither had any event in " + count(samples) + ", so their rates can't be compared";
            }
        } else if (Double.isNaN(evidence.estimate())) {
            return "no verdict after " + count(samples)
                    + ": where values are negative, a margin relative to them says nothing, so only harm can be found";
        }
        return "no verdict after " + count(samples) + ": neither is the candidate seen to be worse nor is a harm of "
                + number(100 * comparison.margin()) + " % excluded; " + missing();
    }

    private String missing() {
        double growth = evidence.growth();
        double needed = Math.log(1 / comparison.alphaOfHarm()) + Math.log(Bets.MIXED);
        double all = needed / growth;
        if (growth <= 0 || all > FORESEEABLE) {
            return "how many samples are missing can't be told yet";
        }
        long missing = Math.max(1, (long) Math.ceil(all) - samples);
        return "if they go on like this, about " + rounded(missing) + " more are needed";
    }

    /** Two digits are more than such a forecast is worth. */
    private static String rounded(long number) {
        long unit = 1;
        while (number / unit >= 100) {
            unit *= 10;
        }
        return Long.toString((number + unit - 1) / unit * unit);
    }

    private static String count(long samples) {
        return samples == 1 ? "1 sample" : samples + " samples";
    }

    static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        double magnitude = Math.abs(value);
        String pattern = magnitude >= 100 ? "%.0f" : magnitude >= 10 ? "%.1f" : magnitude >= 0.01 ? "%.2f" : "%.2g";
        String text = String.format(Locale.ROOT, pattern, value);
        return text.contains("e")
                ? text
                : text.replaceAll("(\\.\\d*?)0+$", "$1").replaceAll("\\.$", "");
    }
}
