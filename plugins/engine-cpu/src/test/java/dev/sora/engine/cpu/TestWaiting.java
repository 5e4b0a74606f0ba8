// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import dev.sora.engine.Engine;
import dev.sora.engine.Tape;
import dev.sora.setting.Settings;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class TestWaiting {

    private static final BitSet FIRST = CpuSet.parse("0");

    private Affinity affinity;
    private SpinThrottle throttle;

    /** Engines of other tests watch for some seconds after their last computation. */
    @BeforeEach
    void find() throws InterruptedException {
        for (int i = 0; i < 200 && !ourThreads().isEmpty(); i++) {
            Thread.sleep(100);
        }
        start("spin").close();
        affinity = Affinity.find().orElseThrow();
        throttle = SpinThrottle.in(CpuRuntime.load().folder(), Tasks.processors()).orElseThrow();
        assumeTrue(
                Tasks.current().isPresent() && affinity.of(Tasks.current().getAsInt()).get(0),
                "needs the processor 0");
    }

    @Test
    void findsTheThreadsThatOpenMpMade() throws Exception {
        inThread(
                () -> {
                    Team team = Team.ofCurrentThread();
                    compute(0);
                    team.find();

                    assertThat(team.members()).hasSize(2);
                    assertThat(team.members().get(0)).isEqualTo(Tasks.current().getAsInt());
                    return null;
                });
    }

    @Test
    void restrictsTheTeamAndLetsItGoAgain() throws Exception {
        inThread(
                () -> {
                    Team team = Team.ofCurrentThread();
                    compute(0);
                    team.find();
                    Map<Integer, BitSet> before = places(team);
                    Placement placement = new Placement(affinity, throttle);

                    placement.confine(team, FIRST);
                    assertThat(places(team).values()).containsOnly(FIRST);
                    assertThat(throttle.isOn()).isTrue();

                    placement.release();
                    assertThat(places(team)).containsAllEntriesOf(before);
                    assertThat(throttle.isOn()).isFalse();
                    assertThat(ourThreads()).isEmpty();
                    return null;
                });
    }

    /** Threads inherit the restriction of the one that makes them. */
    @Test
    void letsThreadsGoThatARestrictedOneHasMade() throws Exception {
        inThread(
                () -> {
                    Team team = Team.ofCurrentThread();
                    BitSet before = affinity.of(team.first());
                    Placement placement = new Placement(affinity, throttle);
                    placement.confine(team, FIRST);
                    compute(0);
                    ExecutorService other = Executors.newSingleThreadExecutor();
                    try {
                        int number = other.submit(() -> Tasks.current().getAsInt()).get();
                        assertThat(affinity.of(number)).isEqualTo(FIRST);

                        placement.refresh(team);
                        assertThat(affinity.of(number)).isEqualTo(before);
                        assertThat(places(team).values()).containsOnly(FIRST).hasSizeGreaterThan(1);

                        int another =
                                inThread(
                                        () -> {
                                            placement.release();
                                            return Tasks.current().getAsInt();
                                        });
                        assertThat(affinity.of(number)).isEqualTo(before);
                        assertThat(another).isPositive();
                        assertThat(places(team).values()).containsOnly(before);
                    } finally {
                        other.shutdownNow();
                    }
                    return null;
                });
    }

    /** The same operations, once left alone and once with all that a neighbour can bring about. */
    @Test
    void changesNoNumberHoweverOftenItSwitches() throws Exception {
        List<float[]> alone = inThread(() -> run(step -> {}));
        List<float[]> switched =
                inThread(
                        () -> {
                            Team team = Team.ofCurrentThread();
                            Placement placement = new Placement(affinity, throttle);
                            try {
                                return run(
                                        step -> {
                                            if (step % 2 == 0) {
                                                placement.confine(team, FIRST);
                                            } else {
                                                placement.release();
                                            }
                                        });
                            } finally {
                                placement.release();
                            }
                        });

        assertThat(switched).hasSameSizeAs(alone);
        for (int i = 0; i < alone.size(); i++) {
            assertThat(switched.get(i)).containsExactly(alone.get(i));
        }
    }

    @Test
    void leavesNothingBehindWhenTheEngineIsClosed() throws Exception {
        for (String policy : WaitPolicy.words()) {
            inThread(
                    () -> {
                        BitSet before = affinity.of(Tasks.current().getAsInt());
                        Engine engine = start(policy);
                        try (NDManager manager = engine.newManager()) {
                            assertThat(manager.ones(new Shape(1 << 20)).sum().getFloat())
                                    .isEqualTo(1 << 20);
                        }
                        engine.close();

                        assertThat(affinity.of(Tasks.current().getAsInt())).isEqualTo(before);
                        assertThat(ourThreads()).isEmpty();
                        assertThat(engine.facts().more().get("waiting")).startsWith(policy);
                        return null;
                    });
        }
    }

    @Test
    void watchesOnlyWhereThreadsShareAnOperation() {
        Engine engine = start("adaptive", 1);
        try (NDManager manager = engine.newManager()) {
            assertThat(manager.isOpen()).isTrue();
            assertThat(ourThreads()).isEmpty();
        }
        engine.close();
    }

    @Test
    void endsTheWatchWithEverythingUndoneWhenATeamIsInterrupted() throws Exception {
        NeighbourWatch watch = new NeighbourWatch(affinity, throttle, 2, 1);
        inThread(
                () -> {
                    JniUtils.setNumThreads(2);
                    BitSet before = affinity.of(Tasks.current().getAsInt());
                    watch.add();
                    // A quota of one processor: the watch confines the team at once.
                    for (int i = 0; i < 10_000 && watch.confined().isEmpty(); i++) {
                        compute(i);
                    }
                    assertThat(watch.confined()).isPresent();
                    Thread.currentThread().interrupt();
                    watch.close();

                    assertThat(Thread.interrupted()).isTrue();
                    assertThat(watch.confined()).isEmpty();
                    assertThat(affinity.of(Tasks.current().getAsInt())).isEqualTo(before);
                    assertThat(ourThreads()).isEmpty();
                    return null;
                });
    }

    private static NDArray drawn(Engine engine, NDManager manager, long... shape) {
        return engine.seeded(7, () -> manager.randomNormal(new Shape(shape)));
    }

    private interface Before {
        void step(int number);
    }

    /** Trains a little: products, convolutions, sums and their gradients, in two threads. */
    private static List<float[]> run(Before before) {
        Engine engine = start("spin");
        List<float[]> found = new ArrayList<>();
        try (NDManager manager = engine.newManager()) {
            NDArray pictures = drawn(engine, manager, 64, 3, 28, 28);
            NDArray kernel = drawn(engine, manager, 16, 3, 5, 5);
            NDArray columns = drawn(engine, manager, 75, 2000);
            for (int step = 0; step < 20; step++) {
                before.step(step);
                try (NDManager batch = manager.newSubManager();
                        Tape tape = engine.openTape()) {
                    NDArray leaf = tape.watch(kernel);
                    leaf.attach(batch);
                    NDArray input = pictures.duplicate();
                    input.attach(batch);
                    NDArray out =
                            ai.djl.nn.convolutional.Conv2d.conv2d(input, leaf).singletonOrThrow();
                    tape.backward(out.tanh().square().mean());
                    kernel.subi(tape.gradient(leaf).mul(0.5f));
                }
                found.add(kernel.toFloatArray());
                found.add(kernel.reshape(16, 75).matMul(columns).sum().toFloatArray());
            }
        } finally {
            engine.close();
        }
        return found;
    }

    private static void compute(int seed) {
        try (NDManager manager = NDManager.newBaseManager()) {
            manager.full(new Shape(1_000_000), seed).add(1).mul(2);
        }
    }

    private Map<Integer, BitSet> places(Team team) {
        Map<Integer, BitSet> places = new HashMap<>();
        team.members().forEach(member -> places.put(member, affinity.of(member)));
        return places;
    }

    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("sora-(neighbours|throttle|turns)"))
                .toList();
    }

    private static Engine start(String policy) {
        return start(policy, 2);
    }

    private static Engine start(String policy, long threads) {
        CpuEngineType type = new CpuEngineType();
        return type.start(
                Settings.of(
                        type.descriptor().settings(), Map.of("threads", threads, "wait", policy)));
    }

    private static <T> T inThread(Callable<T> task) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            return thread.submit(task).get();
        } finally {
            thread.shutdownNow();
        }
    }
}
