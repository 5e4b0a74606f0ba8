// SPDX-License-Identifier: Apache-2.0
package dev.sora.engine.cpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TestSharing {

    private static final int MANY = 20;

    @Test
    void keepsAllProcessorsOnAnIdleMachine() {
        Sharing sharing = new Sharing(cpus(0, 1), 2, 2);

        for (int i = 0; i < MANY; i++) {
            assertThat(sharing.next(alone())).isEmpty();
        }
    }

    @Test
    void leavesTheProcessorOnWhichAMemberWaits() {
        assertThat(new Sharing(cpus(0, 1), 2, 2).next(besideALoop(1))).contains(cpus(0));
        assertThat(new Sharing(cpus(0, 1), 2, 2).next(besideALoop(0))).contains(cpus(1));
    }

    @Test
    void doesNotGiveWayToTheCompilerOfItsOwnJvm() {
        Sharing sharing = new Sharing(cpus(0, 1), 2, 2);
        LoadSample compiling =
                new LoadSample(
                        Map.of(0, 1.0, 1, 1.0),
                        List.of(
                                new LoadSample.Member(0.97, 0.02, 0),
                                new LoadSample.Member(0.3, 0.6, 1)),
                        0.7);
        for (int i = 0; i < 20; i++) {
            assertThat(sharing.next(compiling)).isEmpty();
        }
    }

    @Test
    void doesNotGiveWayForAMoment() {
        Sharing sharing = new Sharing(cpus(0, 1), 2, 2);

        for (int i = 0; i < MANY; i++) {
            assertThat(sharing.next(shortWait())).isEmpty();
            assertThat(sharing.next(alone())).isEmpty();
        }
        sharing.next(shortWait());
        assertThat(sharing.next(shortWait())).isPresent();
    }

    @Test
    void takesAllProcessorsAgainWhenTheOtherHasLeft() {
        Sharing sharing = new Sharing(cpus(0, 1), 2, 2);
        sharing.next(besideALoop(1));
        for (int i = 0; i < MANY; i++) {
            assertThat(sharing.next(confined(0, 1.0))).contains(cpus(0));
        }

        List<Optional<BitSet>> then = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            then.add(sharing.next(i == 0 ? confined(0, 0) : i < 9 ? confined(0, 0) : alone()));
        }

        assertThat(then.get(0)).contains(cpus(0));
        assertThat(then.get(MANY - 1)).isEmpty();
    }

    @Test
    void staysWhereItIsWhileTheOtherUsesLittle() {
        Sharing sharing = new Sharing(cpus(0, 1), 2, 2);
        sharing.next(besideALoop(1));

        for (int i = 0; i < MANY; i++) {
            assertThat(sharing.next(confined(0, 0.22))).contains(cpus(0));
        }
    }

    @Test
    void movesAwayFromOneThatIsBoundToItsProcessor() {
        Sharing sharing = new Sharing(cpus(0, 1), 2, 2);
        sharing.next(besideALoop(1));
        // The other runs on processor 0 too, and 1 is idle.
        LoadSample crowded =
                new LoadSample(
                        Map.of(0, 1.0, 1, 0.0),
                        List.of(
                                new LoadSample.Member(0.25, 0.7, 0),
                                new LoadSample.Member(0.25, 0.7, 0)),
                        0);

        Optional<BitSet> now = Optional.empty();
        for (int i = 0; i < MANY && !now.equals(Optional.of(cpus(1))); i++) {
            now = sharing.next(crowded);
            assertThat(now).isPresent();
        }

        assertThat(now).contains(cpus(1));
    }

    @Test
    void leavesOneOfSixteenProcessorsToOneOther() {
        Map<Integer, Double> busy = new HashMap<>();
        List<LoadSample.Member> team = new ArrayList<>();
        for (int cpu = 0; cpu < 16; cpu++) {
            busy.put(cpu, 1.0);
            team.add(new LoadSample.Member(cpu == 5 ? 0.5 : 1, cpu == 5 ? 0.5 : 0, cpu));
        }
        Sharing sharing = new Sharing(range(16), 16, 16);
        sharing.next(new LoadSample(busy, team, 0));

        BitSet left = sharing.next(new LoadSample(busy, team, 0)).orElseThrow();

        assertThat(left.cardinality()).isEqualTo(15);
        assertThat(left.get(5)).isFalse();
    }

    @Test
    void keepsAllWhereTheOthersHaveProcessorsOfTheirOwn() {
        Map<Integer, Double> busy = new HashMap<>();
        IntStream.range(0, 16).forEach(cpu -> busy.put(cpu, cpu < 12 ? 1.0 : 0));
        List<LoadSample.Member> team = new ArrayList<>();
        IntStream.range(0, 8).forEach(cpu -> team.add(new LoadSample.Member(1, 0.2, cpu)));
        Sharing sharing = new Sharing(range(16), 8, 16);

        for (int i = 0; i < MANY; i++) {
            assertThat(sharing.next(new LoadSample(busy, team, 0))).isEmpty();
        }
    }

    @Test
    void keepsToOneProcessorWhereOthersNeedMoreThanThereAre() {
        Sharing sharing = new Sharing(cpus(0, 1), 2, 2);
        LoadSample crowd =
                new LoadSample(
                        Map.of(0, 1.0, 1, 1.0),
                        List.of(
                                new LoadSample.Member(0.2, 0.7, 0),
                                new LoadSample.Member(0.2, 0.6, 1)),
                        0);

        assertThat(sharing.next(crowd)).contains(cpus(1));
    }

    @Test
    void keepsWithinAQuotaFromTheStart() {
        Sharing sharing = new Sharing(range(4), 4, 2);

        for (int i = 0; i < MANY; i++) {
            assertThat(sharing.next(alone()).orElseThrow().cardinality()).isEqualTo(2);
        }
    }

    private static LoadSample alone() {
        return new LoadSample(
                Map.of(0, 1.0, 1, 1.0),
                List.of(new LoadSample.Member(1, 0, 0), new LoadSample.Member(1, 0, 1)),
                0);
    }

    private static LoadSample besideALoop(int cpu) {
        return new LoadSample(
                Map.of(0, 1.0, 1, 1.0),
                List.of(
                        new LoadSample.Member(0.97, 0.02, 1 - cpu),
                        new LoadSample.Member(0.1, 0.8, cpu)),
                0);
    }

    private static LoadSample shortWait() {
        return new LoadSample(
                Map.of(0, 1.0, 1, 1.0),
                List.of(new LoadSample.Member(0.6, 0.15, 0), new LoadSample.Member(0.6, 0, 1)),
                0);
    }

    /** Two members that take turns on one processor, and another program on the other one. */
    private static LoadSample confined(int cpu, double other) {
        return new LoadSample(
                Map.of(cpu, 1.0, 1 - cpu, other),
                List.of(new LoadSample.Member(0.6, 0.4, cpu), new LoadSample.Member(0.4, 0.4, cpu)),
                0);
    }

    private static BitSet range(int count) {
        BitSet cpus = new BitSet();
        cpus.set(0, count);
        return cpus;
    }

    private static BitSet cpus(int... numbers) {
        BitSet cpus = new BitSet();
        IntStream.of(numbers).forEach(cpus::set);
        return cpus;
    }
}
