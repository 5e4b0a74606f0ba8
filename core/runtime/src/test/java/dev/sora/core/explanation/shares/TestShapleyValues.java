// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation.shares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sora.particle.AnswerUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

final class TestShapleyValues {

    private static Game game(ToDoubleFunction<boolean[]> worth) {
        return coalitions -> coalitions.stream().mapToDouble(worth).toArray();
    }

    private static double sum(ShapleyValues values) {
        return Arrays.stream(values.shares()).sum();
    }

    /** One left and two right gloves: only a pair is worth something. The values are known. */
    @Test
    void dividesThePairOfGloves() {
        ShapleyValues values =
                ShapleyValues.of(3, game(in -> in[0] && (in[1] || in[2]) ? 1 : 0), 0).orElseThrow();

        assertThat(values.shares()[0]).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(values.shares()[1]).isCloseTo(1.0 / 6, within(1e-12));
        assertThat(values.shares()[2]).isCloseTo(1.0 / 6, within(1e-12));
        assertThat(values.method()).isEqualTo(ShapleyValues.Method.EXACT);
    }

    @Test
    void equalsTheMeanOverAllOrders() {
        double[] worth = new Random(4).doubles(1 << 5, -3, 3).toArray();
        Game random = game(in -> worth[number(in)]);

        ShapleyValues values = ShapleyValues.of(5, random, 0).orElseThrow();

        double[] expected = new double[5];
        orders(new int[0], 5, expected, worth);
        for (int i = 0; i < 5; i++) {
            assertThat(values.shares()[i]).isCloseTo(expected[i] / 120, within(1e-12));
        }
    }

    private static int number(boolean[] in) {
        int number = 0;
        for (int i = 0; i < in.length; i++) {
            number |= in[i] ? 1 << i : 0;
        }
        return number;
    }

    private static void orders(int[] begun, int players, double[] sums, double[] worth) {
        if (begun.length == players) {
            int set = 0;
            for (int player : begun) {
                sums[player] += worth[set | 1 << player] - worth[set];
                set |= 1 << player;
            }
            return;
        }
        for (int next = 0; next < players; next++) {
            int player = next;
            if (Arrays.stream(begun).noneMatch(other -> other == player)) {
                int[] longer = Arrays.copyOf(begun, begun.length + 1);
                longer[begun.length] = next;
                orders(longer, players, sums, worth);
            }
        }
    }

    /** Rounding of large worths must not look like a share, nor break the sum (shap, 2029). */
    @Test
    void addsUpAtAnyScale() {
        for (int players : new int[] {6, 40}) {
            Game large =
                    game(
                            in -> {
                                float worth = 2.0836689e10f;
                                for (int i = 0; i < in.length; i++) {
                                    worth += in[i] ? 1e8f * (i + 1) : 0;
                                }
                                return worth;
                            });

            ShapleyValues values = ShapleyValues.of(players, large, 0).orElseThrow();

            assertThat(values.method()).isEqualTo(ShapleyValues.Method.ADDITIVE);
            assertThat(sum(values))
                    .isCloseTo(values.all() - values.none(), within(1e-9 * values.all()));
        }
    }

    @Test
    void estimatesWithinItsErrorWhereThereAreMany() {
        int players = 16;
        // the cube of the size of a coalition: of a square, each order and its reverse are exact
        Game cubes =
                game(
                        in -> {
                            double size = 0;
                            for (boolean each : in) {
                                size += each ? 1 : 0;
                            }
                            return size * size * size / 16 + (in[0] && in[1] ? 8 : 0);
                        });

        ShapleyValues values = ShapleyValues.of(players, cubes, 7).orElseThrow();

        assertThat(values.method()).isEqualTo(ShapleyValues.Method.SAMPLED);
        assertThat(values.error()).isPositive();
        assertThat(sum(values)).isCloseTo(256 + 8, within(1e-9));
        assertThat(values.shares()[0]).isCloseTo(16 + 4, within(5 * values.error()));
        assertThat(values.shares()[9]).isCloseTo(16, within(5 * values.error() + 1e-9));
        assertThat(ShapleyValues.of(players, cubes, 7).orElseThrow().shares())
                .isEqualTo(values.shares());
    }

    /** A point in time in seconds: 32-bit floats near it are 128 seconds apart. */
    @Test
    void aLargeOffsetDoesNotHideWhatPlayersDoTogether() {
        Game seconds = game(in -> (float) (1.6e9 + (in[0] && in[1] ? 12_800 : 0)));

        ShapleyValues values = ShapleyValues.of(3, seconds, 0).orElseThrow();

        assertThat(values.method()).isEqualTo(ShapleyValues.Method.EXACT);
        assertThat(values.isCoarse()).isTrue();
        assertThat(values.resolution()).isEqualTo(128);
    }

    @Test
    void theUnitOfUsersIsAppliedInDoublePrecision() {
        Game standardised = game(in -> (in[0] ? 0.25f : 0) + (in[1] ? -0.001f : 0));

        ShapleyValues raw = ShapleyValues.of(2, standardised, 0).orElseThrow();
        ShapleyValues values = raw.in(new AnswerUnit(1000, 1.6e9));

        assertThat(raw.isCoarse()).isFalse();
        assertThat(values.shares()[0]).isCloseTo(250, within(1e-4));
        assertThat(values.shares()[1]).isCloseTo(-1, within(1e-4));
        assertThat(values.none()).isEqualTo(1.6e9);
        assertThat(values.all()).isCloseTo(1.6e9 + 249, within(1e-4));
    }

    @Test
    void spendsABoundedAmountOfWork() {
        List<Integer> asked = new ArrayList<>();
        double[] work = {2e8};
        Game game =
                new Game() {
                    @Override
                    public double[] worth(List<boolean[]> coalitions) {
                        asked.add(coalitions.size());
                        return coalitions.stream()
                                .mapToDouble(in -> in[0] && in[1] && in[2] ? 1 : 0)
                                .toArray();
                    }

                    @Override
                    public double work() {
                        return work[0];
                    }
                };

        assertThat(ShapleyValues.of(12, game, 0).orElseThrow().error()).isZero();
        asked.clear();
        work[0] = 5e9;
        ShapleyValues sampled = ShapleyValues.of(12, game, 0).orElseThrow();
        assertThat(sampled.method()).isEqualTo(ShapleyValues.Method.SAMPLED);
        assertThat(sampled.error()).isPositive();
        assertThat(asked.stream().mapToInt(count -> count).sum()).isLessThanOrEqualTo(200);
        asked.clear();
        work[0] = 5e10;
        assertThat(ShapleyValues.of(12, game, 0)).isEmpty();
        assertThat(asked).isEmpty();
    }

    @Test
    void findsAnInteractionAmongMany() {
        int players = 20;
        Game product = game(in -> in[4] && in[17] ? 1 : 0);

        ShapleyValues values = ShapleyValues.of(players, product, 1).orElseThrow();

        assertThat(values.method()).isEqualTo(ShapleyValues.Method.SAMPLED);
        assertThat(values.shares()[4]).isCloseTo(0.5, within(1e-9));
        assertThat(values.shares()[17]).isCloseTo(0.5, within(1e-9));
    }

    @Test
    void drawsEachOrderAboutAsOften() {
        Orders orders = new Orders(3, 11);
        int[] counts = new int[3];
        for (int i = 0; i < 3000; i++) {
            counts[orders.next()[0]]++;
        }

        assertThat(Arrays.stream(counts).allMatch(count -> count > 850 && count < 1150)).isTrue();
        assertThat(Orders.reversed(new int[] {2, 0, 1})).containsExactly(1, 0, 2);
    }
}
