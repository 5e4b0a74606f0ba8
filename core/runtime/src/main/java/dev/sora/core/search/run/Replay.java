// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.search.run;

import dev.sora.core.search.SearchCode;
import dev.sora.core.search.SearchPlan;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.search.Space;
import dev.sora.search.Trial.State;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Restores the trials of a search from its journal. A journal is a file, and may hold anything. */
final class Replay {

    private final Journal journal;
    private final Space space;
    private final int goals;
    private final Trials trials = new Trials();
    private double seconds;
    private Optional<TestMeasurement> test = Optional.empty();

    private Replay(Journal journal, Space space, int goals) {
        this.journal = journal;
        this.space = space;
        this.goals = goals;
    }

    /**
     * Restores a search.
     *
     * @param trials its trials; those that ran when it ended are running
     * @param seconds how long it has run
     * @param test the last measurement on the test data, if there was one
     */
    record Restored(Trials trials, double seconds, Optional<TestMeasurement> test) {}

    /**
     * Reads a journal.
     *
     * @throws SoraException if it is that of another search, or damaged
     */
    static Restored of(Journal journal, String identity, SearchPlan plan) {
        Replay replay = new Replay(journal, plan.space(), plan.goals().size());
        List<Map<String, Object>> events = journal.read();
        for (int i = 0; i < events.size(); i++) {
            try {
                replay.apply(i, events.get(i), identity);
            } catch (ArithmeticException
                    | IllegalArgumentException
                    | ClassCastException
                    | NullPointerException e) {
                throw journal.damaged(i + 1, "an event that no search writes");
            }
        }
        return new Restored(replay.trials, replay.seconds, replay.test);
    }

    private void apply(int index, Map<String, Object> event, String identity) {
        if (event.get("at") instanceof Double at && at >= seconds) {
            seconds = at;
        }
        if (index == 0) {
            head(event, identity);
            return;
        }
        if (event.containsKey("stopped")) {
            return;
        }
        int number = Math.toIntExact((Long) event.get("trial"));
        require(number >= 0 && number <= trials.trials().size());
        if (event.get("start") instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((key, value) -> values.put((String) key, value));
            require(number == trials.trials().size() && space.contains(values));
            start(values, event);
        } else if (event.containsKey("repeat")) {
            int earlier = Math.toIntExact((Long) event.get("repeat"));
            require(number == trials.trials().size() && trials.has(earlier));
            require(trials.get(earlier).trial().state() != State.RUNNING);
            trials.repeat(earlier);
        } else if (event.containsKey("proceed")) {
            require(trials.has(number) && trials.get(number).trial().isComplete());
            trials.proceed(number, epochs(event.get("proceed")));
        } else if (event.get("test") instanceof Map<?, ?> metrics) {
            require(trials.has(number));
            test =
                    Optional.of(
                            TestMeasurement.of(
                                    number,
                                    epochs(event.get("epochs")),
                                    (String) event.get("data"),
                                    metrics));
        } else {
            end(number, event);
        }
    }

    private void start(Map<String, Object> values, Map<String, Object> event) {
        int epochs = epochs(event.get("epochs"));
        if (!event.containsKey("parent")) {
            trials.start(values, epochs);
            return;
        }
        int parent = Math.toIntExact((Long) event.get("parent"));
        int after = epochs(event.get("after"));
        require(trials.has(parent) && after < epochs);
        require(trials.get(parent).trial().epochs() >= after);
        trials.branch(parent, after, values, epochs);
    }

    private void end(int number, Map<String, Object> event) {
        require(trials.has(number) && trials.get(number).trial().state() == State.RUNNING);
        double took = (Double) event.get("seconds");
        if (event.get("costs") instanceof List<?> list) {
            List<Double> costs = new ArrayList<>();
            list.forEach(cost -> costs.add((Double) cost));
            require(costs.size() == goals);
            trials.complete(number, costs, took);
        } else {
            List<Problem> problems = new ArrayList<>();
            for (Object each : (List<?>) event.get("problems")) {
                problems.add(problem((Map<?, ?>) each));
            }
            require(!problems.isEmpty());
            trials.fail(number, problems, took);
        }
    }

    private static Problem problem(Map<?, ?> tree) {
        return new Problem(
                (String) tree.get("code"),
                (String) tree.get("message"),
                (String) tree.get("where"),
                (String) tree.get("needs"),
                (String) tree.get("have"),
                (String) tree.get("fix"));
    }

    private static int epochs(Object value) {
        int epochs = Math.toIntExact((Long) value);
        require(epochs >= 1);
        return epochs;
    }

    private void head(Map<String, Object> event, String identity) {
        require(Long.valueOf(1).equals(event.get("search")));
        if (!identity.equals(event.get("identity"))) {
            throw new SoraException(
                    SearchCode.OTHER_SEARCH
                            .problem("the folder holds another search")
                            .needs("the same manifest, data, space, goal, strategy and seed")
                            .have("a journal of a search that differs in one of them")
                            .fix(
                                    "undo the change, or name another folder with --out; only"
                                            + " 'budget' and 'parallel' may change"));
        }
    }

    private static void require(boolean right) {
        if (!right) {
            throw new IllegalArgumentException("not an event");
        }
    }
}
