package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.cli.SampleFile.Sample;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** The samples of a candidate and of a baseline in the order in which they are judged. */
record SampleFiles(Path baseline, Path candidate) {
    /** By how many usual distances between samples one may be away from those of the other file. */
    private static final int NEAR = 10;

    /**
     * What the files are like.
     *
     * @param merged both have times, and these overlap, so that time says which samples belong together
     * @param near how many seconds a sample may be away from those of the other file
     */
    record Survey(long baselineSamples, long candidateSamples, long missing, boolean merged, double near) {}

    /** How many samples were left out, since there is nothing of their time to compare them with. */
    record Alone(long baseline, long candidate) {}

    /** Reads both once, and finds what is wrong with them. */
    Survey survey(DoubleConsumer ofBaseline, DoubleConsumer ofCandidate) {
        Extent first = Extent.of(baseline, ofBaseline);
        Extent second = Extent.of(candidate, ofCandidate);
        boolean both = first.samples > 0 && second.samples > 0;
        if (both && first.timed != second.timed) {
            Path without = first.timed ? candidate : baseline;
            throw new InvalidInputException(without + " has no times and the other file has; give both times, or none");
        }
        boolean overlap = first.from <= second.to && second.from <= first.to;
        return new Survey(
                first.samples,
                second.samples,
                first.missing + second.missing,
                both && first.timed && overlap,
                NEAR * Math.max(first.distance(), second.distance()));
    }

    /** @param times how many different ones there are */
    private record Extent(long samples, long missing, boolean timed, double from, double to, long times) {
        /** Between two times, on average; of a single time it is unknown, so nothing is far from it. */
        double distance() {
            return times > 1 ? (to - from) / (times - 1) : Double.POSITIVE_INFINITY;
        }

        static Extent of(Path path, DoubleConsumer consumer) {
            try (SampleFile file = new SampleFile(path)) {
                long samples = 0;
                long times = 0;
                double from = 0;
                double to = Double.NEGATIVE_INFINITY;
                Optional<Sample> sample = file.next();
                while (sample.isPresent()) {
                    consumer.accept(sample.get().value());
                    from = samples == 0 ? sample.get().time() : from;
                    times += sample.get().time() > to ? 1 : 0;
                    to = sample.get().time();
                    samples++;
                    sample = file.next();
                }
                return new Extent(samples, file.missing(), file.isTimed(), from, to, times);
            }
        }
    }

    /** What takes the samples. */
    interface Taker {
        void baseline(double value);

        void candidate(double value);

        boolean wantsMore();
    }

    /**
     * Hands them over in the order of their times, or in turn; until there are none, or no more are wanted. What came in a
     * gap of the other file would be compared with what comes after the gap, so it is left out.
     */
    Alone play(Survey survey, Taker taker) {
        try (SampleFile old = new SampleFile(baseline);
                SampleFile young = new SampleFile(candidate)) {
            Stream ofBaseline = new Stream(old, taker::baseline);
            Stream ofCandidate = new Stream(young, taker::candidate);
            Stream last = ofBaseline;
            while (taker.wantsMore() && (ofBaseline.hasMore() || ofCandidate.hasMore())) {
                Stream turn = last == ofBaseline ? ofCandidate : ofBaseline;
                Stream next = survey.merged() ? ofBaseline.earlier(ofCandidate) : turn.hasMore() ? turn : last;
                next.take(next == ofBaseline ? ofCandidate : ofBaseline, survey);
                last = next;
            }
            return new Alone(ofBaseline.alone, ofCandidate.alone);
        }
    }

    /** One of the files, while it is handed over. */
    private static final class Stream {
        private final SampleFile file;
        private final DoubleConsumer taker;
        private Optional<Sample> next;
        private double latest = Double.NEGATIVE_INFINITY;
        private long alone;

        Stream(SampleFile file, DoubleConsumer taker) {
            this.file = file;
            this.taker = taker;
            this.next = file.next();
        }

        boolean hasMore() {
            return next.isPresent();
        }

        Stream earlier(Stream other) {
            return time() <= other.time() ? this : other;
        }

        /** Of the next sample; after the end it is never. */
        private double time() {
            return next.map(Sample::time).orElse(Double.POSITIVE_INFINITY);
        }

        void take(Stream other, Survey survey) {
            if (survey.merged() && time() - other.latest > survey.near() && other.time() - time() > survey.near()) {
                alone++;
            } else {
                hand();
            }
            latest = time();
            next = file.next();
        }

        private void hand() {
            try {
                taker.accept(next.orElseThrow().value());
            } catch (IllegalArgumentException e) {
                throw file.wrong(e.getMessage());
            }
        }
    }
}
