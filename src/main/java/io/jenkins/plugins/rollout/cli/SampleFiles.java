package io.jenkins.plugins.rollout.cli;

import io.jenkins.plugins.rollout.cli.SampleFile.Sample;
import io.jenkins.plugins.rollout.document.InvalidInputException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/** The samples of a candidate and of a baseline in the order in which they are judged. */
record SampleFiles(Path baseline, Path candidate) {
    /**
     * What the files are like.
     *
     * @param merged both have times, and these overlap, so that time says which samples belong together
     */
    record Survey(long baselineSamples, long candidateSamples, long missing, boolean merged) {}

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
                first.samples, second.samples, first.missing + second.missing, both && first.timed && overlap);
    }

    private record Extent(long samples, long missing, boolean timed, double from, double to) {
        static Extent of(Path path, DoubleConsumer consumer) {
            try (SampleFile file = new SampleFile(path)) {
                long samples = 0;
                double from = 0;
                double to = 0;
                Optional<Sample> sample = file.next();
                while (sample.isPresent()) {
                    consumer.accept(sample.get().value());
                    from = samples == 0 ? sample.get().time() : from;
                    to = sample.get().time();
                    samples++;
                    sample = file.next();
                }
                return new Extent(samples, file.missing(), file.isTimed(), from, to);
            }
        }
    }

    /** What takes the samples. */
    interface Taker {
        void baseline(double value);

        void candidate(double value);

        boolean wantsMore();
    }

    /** Hands them over in the order of their times, or in turn; until there are none, or no more are wanted. */
    void play(Survey survey, Taker taker) {
        try (SampleFile old = new SampleFile(baseline);
                SampleFile young = new SampleFile(candidate)) {
            Optional<Sample> ofBaseline = old.next();
            Optional<Sample> ofCandidate = young.next();
            boolean baselineNext = false;
            while (taker.wantsMore() && (ofBaseline.isPresent() || ofCandidate.isPresent())) {
                boolean takeBaseline = ofCandidate.isEmpty()
                        || (ofBaseline.isPresent()
                                && (survey.merged()
                                        ? ofBaseline.get().time()
                                                <= ofCandidate.get().time()
                                        : baselineNext));
                if (takeBaseline) {
                    taken(old, taker::baseline, ofBaseline.orElseThrow());
                    ofBaseline = old.next();
                } else {
                    taken(young, taker::candidate, ofCandidate.orElseThrow());
                    ofCandidate = young.next();
                }
                baselineNext = !takeBaseline;
            }
        }
    }

    private static void taken(SampleFile file, DoubleConsumer taker, Sample sample) {
        try {
            taker.accept(sample.value());
        } catch (IllegalArgumentException e) {
            throw file.wrong(e.getMessage());
        }
    }
}
