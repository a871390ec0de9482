package io.jenkins.plugins.rollout.rollout;

import io.jenkins.plugins.rollout.health.InstanceHealth;
import io.jenkins.plugins.rollout.health.Measurement;
import io.jenkins.plugins.rollout.health.OnInconclusive;
import io.jenkins.plugins.rollout.plan.Action;
import io.jenkins.plugins.rollout.plan.Placement;
import io.jenkins.plugins.rollout.plan.Plan;
import io.jenkins.plugins.rollout.plan.RolloutSpec;
import io.jenkins.plugins.rollout.plan.Wave;
import io.jenkins.plugins.rollout.rollout.RolloutEvent.RolloutPlanned;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One attempt to bring a release to a selection of instances: what its events add up to, and what follows from them. Does
 * nothing by itself: a driver asks {@link #next}, does that, and {@linkplain #apply appends} what happened.
 *
 * <p>Not thread-safe: each reader folds its own.
 */
public final class Rollout {
    private final RolloutPlanned planned;
    private final Stages stages;
    private final Instances instances;
    private final Decider decider;
    private final Background background;

    private long sequence;
    private Instant lastEventAt;
    private Optional<String> question = Optional.empty();
    private Optional<RolloutEvent.AbortRequested> abort = Optional.empty();
    private Optional<RolloutEvent.RolloutFinished> finished = Optional.empty();

    private Rollout(RolloutPlanned planned) {
        this.planned = planned;
        this.stages = new Stages(planned.plan(), planned.spec());
        this.instances = new Instances(planned.plan());
        this.decider = new Decider(this);
        this.background = new Background(this);
        this.sequence = 1;
        this.lastEventAt = planned.at();
    }

    /** @throws IllegalArgumentException if the first event is not a {@link RolloutPlanned} */
    public static Rollout of(List<RolloutEvent> events) {
        if (events.isEmpty() || !(events.get(0) instanceof RolloutPlanned first)) {
            throw new IllegalArgumentException("a rollout begins with its plan");
        }
        Rollout rollout = new Rollout(first);
        events.subList(1, events.size()).forEach(rollout::apply);
        return rollout;
    }

    /** Takes in the next event. Its sequence number is one more than that of the event before. */
    public void apply(RolloutEvent event) {
        apply(event, sequence + 1);
    }

    /**
     * Takes in a later event.
     *
     * @param number of the event, from 1; those that were left out since the last one must not matter to decisions
     */
    public void apply(RolloutEvent event, long number) {
        sequence = number;
        lastEventAt = event.at();
        if (finished.isPresent() && event instanceof RolloutEvent.HarmFound) {
            return;
        }
        stages.apply(event, number);
        instances.apply(event, number, stages);
        if (event instanceof RolloutEvent.ApprovalRequested asked) {
            question = Optional.of(asked.question());
        } else if (event instanceof RolloutEvent.Approved || changesTheQuestion(event)) {
            question = Optional.empty();
        } else if (event instanceof RolloutEvent.AbortRequested requested) {
            abort = Optional.of(requested);
        } else if (event instanceof RolloutEvent.RolloutFinished end) {
            finished = Optional.of(end);
            question = Optional.empty();
        }
    }

    /** Whoever was asked did not know of this; if there is still something to ask, it is asked again. */
    private boolean changesTheQuestion(RolloutEvent event) {
        boolean isNewHarm = event instanceof RolloutEvent.HarmFound found
                && instance(found.instance())
                        .filter(progress -> progress.changed() == sequence)
                        .isPresent();
        return isNewHarm || event instanceof RolloutEvent.RollbackPlanned;
    }

    /** What is to be done now. The same events and the same time give the same decision. */
    public Decision next(Clock clock) {
        return decider.next(clock.instant());
    }

    /**
     * What to begin of the wave that is due, if only some instances are there to be begun: their own order counts, and
     * those that are not there hold nobody up. Neither begins nor refuses any other.
     *
     * @return nothing if no wave is due, or none of it may begin before something else happens
     */
    public Optional<Decision.Deploy> begin(Clock clock, Predicate<String> candidates) {
        return decider.begin(clock.instant(), candidates);
    }

    /**
     * Whether the turn of an instance may come.
     *
     * @throws IllegalArgumentException if that wave doesn't have it
     */
    public Turn turn(Clock clock, int wave, String instance) {
        return Turn.of(this, stages.of(wave), instance, clock);
    }

    /**
     * Whether a wave makes way for a way back, as harm was found late: nothing of it is begun, nor is it judged, before that
     * way back was.
     *
     * @return for which one, such as {@code makes way for the way back of acme-production}; nothing if it doesn't
     */
    public Optional<String> makesWay(Wave wave) {
        return new Interruptions(this).of(stages.of(wave.number()));
    }

    /**
     * The judgement of a wave whose instances were measured.
     *
     * @param health of the instances that {@link Decision.Judge} asked for
     * @param onInconclusive what becomes of those that could not be judged, as the gate says that was asked; in a way back
     *     they count as lost in any case
     */
    public RolloutEvent.WaveJudged judge(
            Wave wave, List<InstanceHealth> health, Instant at, OnInconclusive onInconclusive) {
        return new WaveJudgement(stages, wave, onInconclusive).judge(health, at);
    }

    /**
     * The instances, by wave, that were judged healthy with the new release and are still: those that may go on being
     * judged while the rollout goes on. None once it has ended, was stopped or is to be aborted.
     */
    public Map<Wave, List<Placement>> background() {
        return background.watched();
    }

    /**
     * To be recorded by whoever goes on measuring an instance of a wave that had passed, and finds it unhealthy. Not by
     * whoever judges the wave: as long as it is not judged, what is found belongs in its verdict. Any process may do so at any
     * time: recorded too late or twice, it changes nothing.
     *
     * @param reason one phrase
     * @return nothing if the instance is not healthy any more, or is going back already, or the rollout has ended
     */
    public Optional<RolloutEvent.HarmFound> harm(Wave wave, String instance, String reason, Instant at) {
        return background.harm(wave, instance, reason, at);
    }

    /** Those of an environment that were not begun and run an earlier release: what the new one may be compared with. */
    public List<Placement> onOldRelease(String environment) {
        return background.onOldRelease(environment);
    }

    public String id() {
        return planned.id();
    }

    public RolloutPlanned planned() {
        return planned;
    }

    public Plan plan() {
        return planned.plan();
    }

    public RolloutSpec spec() {
        return planned.spec();
    }

    /** The sequence number of the last event, from 1. */
    public long sequence() {
        return sequence;
    }

    public Instant lastEventAt() {
        return lastEventAt;
    }

    public RolloutState state() {
        if (finished.isPresent()) {
            return finished.get().outcome().state();
        }
        if (question.isPresent()) {
            return RolloutState.HELD;
        }
        if (sequence == 1) {
            return RolloutState.PLANNED;
        }
        boolean goingBack =
                stages.current().map(stage -> stage.is(Action.ROLLBACK)).orElse(false);
        return goingBack ? RolloutState.ROLLING_BACK : RolloutState.RUNNING;
    }

    /** What an approval would do, while the rollout waits for a person. */
    public Optional<String> question() {
        return question;
    }

    public Optional<RolloutEvent.AbortRequested> abort() {
        return abort;
    }

    public Optional<RolloutEvent.RolloutFinished> finished() {
        return finished;
    }

    public boolean isStarted(Wave wave) {
        return stages.of(wave.number()).startedAt().isPresent();
    }

    /** The waves of the plan and of every way back, in the order in which they run. */
    public List<WaveProgress> waves() {
        return stages.progress();
    }

    public Optional<Wave> wave(int number) {
        return stages.find(number).map(Stage::wave);
    }

    /** The first wave that was not judged. */
    public Optional<Wave> currentWave() {
        return stages.current().map(Stage::wave);
    }

    /** An instance's place in a wave, that of the plan or of a way back. */
    public Placement placement(int wave, String instance) {
        return stages.of(wave).placement(instance);
    }

    /** What was begun and is not known to have ended. */
    public List<InFlight> inFlight() {
        return stages.underWay().stream()
                .flatMap(stage -> stage.allInFlight().stream())
                .toList();
    }

    /**
     * The instances with which the current wave is not done, in its order: those to be brought yet and those in flight;
     * when there are no such ones any more, those that wait for their verdict.
     */
    public List<String> pending() {
        return stages.current().map(Stage::pending).orElse(List.of());
    }

    /** @param attempt from 1 */
    public record InFlight(Wave wave, Placement placement, int attempt) {}

    /** How many more instances of a wave may turn out bad before it fails. */
    public int toleratedFailures(Wave wave) {
        Stage stage = stages.of(wave.number());
        return stage.allowedFailures() - stage.failed().size();
    }

    /** Those of the wave that are deployed and not judged yet, in the order in which they became so. */
    public List<String> unjudged(Wave wave) {
        return List.copyOf(stages.of(wave.number()).deployed());
    }

    /** What a pipeline's own tests have said of a wave's instances, by name; the last word of each. */
    public Map<String, Measurement> verified(Wave wave) {
        return Map.copyOf(stages.of(wave.number()).verified());
    }

    public Collection<InstanceProgress> instances() {
        return instances.all();
    }

    public Optional<InstanceProgress> instance(String name) {
        return instances.find(name);
    }

    /**
     * The share of the selected instances, 0 to 1, that a bad release reached before it was stopped. A release that was
     * not stopped was bad only where it failed or was unhealthy.
     */
    public double blastRadius() {
        if (plan().action() == Action.ROLLBACK || plan().size() == 0) {
            return 0;
        }
        long reached = stages.isStopped() ? stages.countReached() : stages.countHarmed();
        return (double) reached / plan().size();
    }

    Stages stages() {
        return stages;
    }
}
