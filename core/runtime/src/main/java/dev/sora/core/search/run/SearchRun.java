// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.InterruptedRunException;
import dev.sora.core.RunControl;
import dev.sora.core.search.SearchCode;
import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.results.Scored;
import dev.sora.core.search.results.SearchResult;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.search.Suggestion;
import dev.sora.search.Trial;
import dev.sora.search.Trial.State;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs a search from its first trial, or from where it stopped, to its results. */
public final class SearchRun {

    /** After so many suggestions in a row that repeat trials, nothing new is expected. */
    private static final int MOST_REPEATS = 100;

    /** After so many trials of which none succeeds, the search gives up. */
    private static final int MOST_FAILURES = 20;

    /** How long a wait for a trial lasts before the search looks whether it was asked to stop. */
    private static final double LOOK_SECONDS = 1;

    /** Why a search ends whose strategy is at its end. */
    private static final String SPENT = "the strategy suggests no more trials";

    private final SearchPlan plan;
    private final TrialRunner runner;
    private final SearchListener listener;
    private final Suggester suggester;
    private final SearchFolder folder;
    private final Journal journal;
    private final Trials trials;
    private final Optional<TestMeasurement> test;
    private final SearchClock clock;
    private final RunningTrials running;

    private SearchRun(
            SearchPlan plan,
            TrialRunner runner,
            SearchListener listener,
            RunControl control,
            SearchFolder folder,
            Journal journal,
            Replay.Restored restored) {
        this.plan = plan;
        this.runner = runner;
        this.listener = listener;
        this.folder = folder;
        this.journal = journal;
        this.trials = restored.trials();
        this.test = restored.test();
        this.clock = new SearchClock(restored.seconds(), plan.time(), control);
        this.running = new RunningTrials(runner, plan.parallel());
        this.suggester = new Suggester(plan);
        journal.clock(clock::seconds);
    }

    /**
     * Runs a search.
     *
     * @param out the folder for its files; created if missing
     * @param resume whether to continue the search in the folder
     * @param control its {@code stop} ends the search as if its time were over: once a trial has a
     *     result, those that run are cut off, and the results are written
     * @throws SoraException if the folder holds a search that is not continued, if the search to
     *     continue is another one, if no trial succeeded, or if the strategy failed; the results of
     *     the trials until then are written
     * @throws InterruptedRunException if the thread was interrupted; the search can be continued
     */
    public static SearchResult run(
            SearchPlan plan,
            Path out,
            boolean resume,
            TrialRunner runner,
            SearchListener listener,
            RunControl control) {
        SearchFolder folder = SearchFolder.open(out);
        try (Journal journal = Journal.open(folder.journal())) {
            String identity = SearchIdentity.of(plan, out);
            if (!resume && !journal.isEmpty()) {
                throw new SoraException(
                        SearchCode.FOLDER
                                .problem("the folder holds a search")
                                .where("--out " + out)
                                .fix("add --resume to continue it, or name another folder"));
            }
            Replay.Restored restored = Replay.of(journal, identity, plan);
            if (journal.isEmpty()) {
                journal.begin(identity);
            }
            SearchRun run =
                    new SearchRun(plan, runner, listener, control, folder, journal, restored);
            return run.run();
        }
    }

    private SearchResult run() {
        try {
            return searched();
        } catch (InterruptedException e) {
            journal.stopped();
            Thread.currentThread().interrupt();
            throw new InterruptedRunException("the search stopped");
        } finally {
            running.close();
        }
    }

    private SearchResult searched() throws InterruptedException {
        try {
            String ended = search();
            // a larger budget continues branches from their checkpoints only
            return results(ended, plan.strategy().type().branches() && !ended.equals(SPENT));
        } catch (StrategyFailedException e) {
            throw kept(e);
        }
    }

    private SearchResult results(String ended, boolean keepsAll) throws InterruptedException {
        return new SearchEnd(plan, runner, listener, folder, journal, trials, test)
                .results(ended, clock.seconds(), keepsAll);
    }

    /** Writes what a search has whose strategy failed, and returns the failure. */
    private SoraException kept(StrategyFailedException failure) throws InterruptedException {
        running.close();
        if (!trials.anyMeasured()) {
            return failure;
        }
        try {
            results("the strategy failed", true);
        } catch (SoraException e) {
            return failure.with(e);
        }
        return failure;
    }

    private String search() throws InterruptedException {
        // what ran when the search stopped is continued first, as if it had not stopped
        for (Scored scored : trials.all()) {
            if (scored.trial().state() == State.RUNNING && scored.sameAs().isEmpty()) {
                launch(scored.trial());
            }
        }
        while (true) {
            String ended = fill();
            if (running.count() == 0) {
                return ended;
            }
            double left = clock.left(trials.anyMeasured());
            Optional<RunningTrials.Ended> next = running.await(Math.min(left, LOOK_SECONDS));
            if (next.isPresent()) {
                end(next.get());
            } else if (left <= LOOK_SECONDS && clock.isOver()) {
                running.close();
                return clock.end();
            }
        }
    }

    /** Starts trials up to the limit; returns why none follows, if none runs. */
    private String fill() {
        while (running.count() < plan.parallel()) {
            if (clock.isOver() && trials.anyMeasured()) {
                return clock.end();
            }
            if (trials.failed() >= MOST_FAILURES && !trials.anyMeasured()) {
                return failures();
            }
            if (trials.repeatsAtEnd() >= MOST_REPEATS) {
                return "only trials that were made before are suggested";
            }
            Optional<Suggestion> suggestion = suggester.next(trials);
            if (suggestion.isEmpty()) {
                return trials.failed() == 0 || trials.anyMeasured() ? SPENT : failures();
            }
            boolean more =
                    suggestion.get().trial().isPresent()
                            || plan.trials().isEmpty()
                            || trials.own() < plan.trials().getAsInt();
            if (!more) {
                return "all %d trials are made".formatted(plan.trials().getAsInt());
            }
            if (!accept(suggestion.get())) {
                return "";
            }
        }
        return "";
    }

    private String failures() {
        return "%d trials failed and none succeeded".formatted(trials.failed());
    }

    /**
     * Follows a suggestion.
     *
     * @return false if it equals a trial that runs, whose end must be awaited
     */
    private boolean accept(Suggestion suggestion) {
        int epochs = suggester.epochs(suggestion, trials);
        if (suggestion.trial().isPresent()) {
            // the folder of a trial that repeats another one is empty
            int original = trials.original(suggestion.trial().getAsInt());
            Trial trial = trials.proceed(original, epochs);
            journal.proceeded(trial);
            launch(trial);
            return true;
        }
        if (suggestion.parent().isPresent()) {
            int parent = trials.original(suggestion.parent().getAsInt());
            int after = trials.get(parent).trial().epochs();
            Trial trial = trials.branch(parent, after, suggestion.values(), epochs);
            journal.branched(trial);
            launch(trial);
            return true;
        }
        Optional<Trial> equal = trials.equal(suggestion.values());
        if (equal.isPresent()) {
            if (equal.get().state() == State.RUNNING) {
                return false;
            }
            journal.repeated(trials.trials().size(), equal.get().number());
            Trial repeated = trials.repeat(equal.get().number());
            listener.ended(trials.get(repeated.number()), false);
            return true;
        }
        Trial trial = trials.start(suggestion.values(), epochs);
        journal.started(trial);
        launch(trial);
        return true;
    }

    private void launch(Trial trial) {
        listener.started(trial);
        try {
            folder.write(trial.number(), plan.manifests().plan(trial.values()));
            if (trial.parent().isPresent()) {
                new Branching(folder, plan.manifests()).begin(trial);
            }
        } catch (SoraException e) {
            fail(trial.number(), e.problems(), 0);
            return;
        }
        Scored scored = trials.get(trial.number());
        if (scored.wentOn()) {
            folder.keep(scored);
        }
        running.start(
                new TrialTask(
                        trial.number(),
                        folder.manifest(trial.number()),
                        folder.trial(trial.number()),
                        suggester.stop(trial),
                        Optional.empty(),
                        false));
    }

    private void end(RunningTrials.Ended ended) {
        int number = ended.number();
        TrialOutcome outcome = ended.outcome();
        if (!outcome.problems().isEmpty()) {
            fail(number, outcome.problems(), ended.seconds());
            return;
        }
        GoalValues values = GoalValues.of(plan.goals(), outcome);
        if (values.problem().isPresent()) {
            fail(number, List.of(values.problem().get()), ended.seconds());
            return;
        }
        journal.completed(number, values.costs(), ended.seconds());
        trials.complete(number, values.costs(), ended.seconds());
        folder.release(number);
        boolean best = Ranking.best(trials.trials()).map(t -> t.number() == number).orElse(false);
        if (!plan.strategy().type().choosesEpochs()) {
            folder.keepBest(trials.trials());
        }
        listener.ended(trials.get(number), best);
    }

    private void fail(int number, List<Problem> problems, double seconds) {
        journal.failed(number, problems, seconds);
        trials.fail(number, problems, seconds);
        if (trials.get(number).trial().state() == State.FAILED) {
            folder.discard(number);
        }
        listener.ended(trials.get(number), false);
    }
}
