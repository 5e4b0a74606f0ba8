// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.plan.Plan;
import dev.sora.core.search.SearchCode;
import dev.sora.core.search.SearchPlan;
import dev.sora.core.search.results.Scored;
import dev.sora.core.search.results.SearchResult;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.search.Trial;
import dev.sora.search.Trial.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The end of a search: its best trial, measured on the test data, and its files. */
final class SearchEnd {

    /** The name of the data among the metrics of a training. */
    private static final String TEST = "test";

    private final SearchPlan plan;
    private final TrialRunner runner;
    private final SearchListener listener;
    private final SearchFolder folder;
    private final Journal journal;
    private final Trials trials;
    private final Optional<TestMeasurement> before;

    /**
     * Creates the end of a search.
     *
     * @param before what the journal holds of a measurement on the test data
     */
    SearchEnd(
            SearchPlan plan,
            TrialRunner runner,
            SearchListener listener,
            SearchFolder folder,
            Journal journal,
            Trials trials,
            Optional<TestMeasurement> before) {
        this.plan = plan;
        this.runner = runner;
        this.listener = listener;
        this.folder = folder;
        this.journal = journal;
        this.trials = trials;
        this.before = before;
    }

    /**
     * Writes the results, measures the best trial on the test data, and writes the results with
     * that. If it cannot be measured, they stay, with the reason. A model that was measured before
     * the search was resumed is not measured again.
     *
     * @param ended why the search ended
     * @param seconds how long it took
     * @param keepsAll whether the weights of all trials are kept
     * @throws SoraException if no trial has a result
     */
    SearchResult results(String ended, double seconds, boolean keepsAll)
            throws InterruptedException {
        Set<Integer> kept = new HashSet<>();
        for (Scored scored : trials.all()) {
            if (scored.trial().state() == State.RUNNING) {
                // a larger budget continues it from its checkpoint
                kept.add(scored.trial().number());
            }
        }
        trials.cutOff();
        Optional<Trial> found = Ranking.best(trials.trials());
        if (found.isEmpty()) {
            throw SearchFiles.nothing(trials.all(), ended);
        }
        Trial best = found.get();
        Scored scored = trials.get(best.number());
        Plan whole = plan.manifests().plan(best.values());
        folder.write(best.number(), whole);
        rebuild(scored);
        String data = SearchIdentity.ofTest(whole, folder.file(""));
        List<Trial> front = Ranking.front(trials.trials());
        SearchResult result =
                new SearchResult(
                        trials.all(), front, best, known(scored, data), List.of(), seconds, ended);
        SearchFiles.write(folder, plan, result);
        if (result.test().isEmpty()) {
            TrialOutcome measured = measure(scored, whole, data);
            result =
                    new SearchResult(
                            trials.all(),
                            front,
                            best,
                            measured.metrics().getOrDefault(TEST, Map.of()),
                            measured.problems(),
                            seconds,
                            ended);
            SearchFiles.write(folder, plan, result);
        }
        front.forEach(trial -> kept.add(trial.number()));
        for (Trial trial : trials.trials()) {
            if (!keepsAll && !kept.contains(trial.number())) {
                folder.discard(trial.number());
            }
        }
        return result;
    }

    /** Returns the metrics of the model on the same data before; empty if unknown. */
    private Map<String, Map<String, Double>> known(Scored best, String data) {
        return before.filter(
                        test ->
                                test.trial() == best.trial().number()
                                        && test.epochs() == best.epochs()
                                        && test.data().equals(data))
                .map(TestMeasurement::metrics)
                .orElse(Map.of());
    }

    private TrialOutcome measure(Scored best, Plan whole, String data) throws InterruptedException {
        listener.measuring(best);
        // the checkpoint of a trial that was continued is past the model that won
        boolean test = whole.data().test().isPresent() || whole.data().testSplit().isPresent();
        TrialOutcome outcome;
        if (!best.wentOn()) {
            outcome = runner.run(task(best, Optional.empty(), true));
        } else if (test) {
            outcome = runner.run(task(best, Optional.of(folder.model(best)), true));
        } else {
            return TrialOutcome.failed(List.of());
        }
        Map<String, Map<String, Double>> metrics = outcome.metrics().getOrDefault(TEST, Map.of());
        TestMeasurement measured =
                new TestMeasurement(best.trial().number(), best.epochs(), data, metrics);
        if (!metrics.isEmpty() && measured.isFinite()) {
            journal.measured(measured);
        }
        return outcome;
    }

    /** Trains the best trial again if its model was removed when the search ended before. */
    private void rebuild(Scored best) throws InterruptedException {
        Path model = folder.model(best);
        if (Files.exists(model)) {
            return;
        }
        if (best.trial().parent().isPresent()) {
            throw new SoraException(
                    SearchCode.BRANCH
                            .problem(
                                    "the model of trial %d is missing"
                                            .formatted(best.trial().number()))
                            .where(model.toString())
                            .needs("the file: the weights that the trial began with are gone")
                            .fix("keep the files of the search until it ends, or start it again"));
        }
        folder.discard(best.trial().number());
        List<Problem> problems = runner.run(task(best, Optional.empty(), false)).problems();
        if (!problems.isEmpty()) {
            throw new SoraException(problems, null);
        }
        folder.keep(best);
    }

    private TrialTask task(Scored scored, Optional<Path> model, boolean test) {
        int number = scored.trial().number();
        boolean part = plan.strategy().type().choosesEpochs() && scored.epochs() < plan.epochs();
        return new TrialTask(
                number,
                folder.manifest(number),
                folder.trial(number),
                part ? OptionalInt.of(scored.epochs()) : OptionalInt.empty(),
                model,
                test);
    }
}
