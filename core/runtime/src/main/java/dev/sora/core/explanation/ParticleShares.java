// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.sora.core.InterruptedRunException;
import dev.sora.core.explanation.shares.Game;
import dev.sora.core.score.Finite;
import dev.sora.core.score.RowWork;
import dev.sora.tensor.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The game of particles: the worth of a coalition is the score of the answer if the other particles
 * have their absent values.
 */
final class ParticleShares implements Game {

    /** The number of elements of all signals that are computed at once. */
    private static final long ELEMENTS = 1 << 21;

    private static final int MOST_ROWS = 1024;

    /** Reading and writing an element takes about as long as so many multiplications. */
    private static final double WORK_OF_ELEMENT = 32;

    /** Replacing the value of a player in a batch takes about as long as so many, at any size. */
    private static final double WORK_OF_PLAYER = 5e4;

    private final Scoring scoring;
    private final List<Player> players;
    private final NDManager manager;
    private final List<NDArray> present = new ArrayList<>();
    private final List<NDArray> absent = new ArrayList<>();
    private final int rows;
    private final double work;

    /**
     * Creates the game.
     *
     * @param manager owns the values of the particles
     * @param missing receives the names of particles whose absent value is zero for lack of a mean
     */
    ParticleShares(
            Scoring scoring,
            List<Player> players,
            Baselines baselines,
            NDManager manager,
            Collection<String> missing) {
        this.scoring = scoring;
        this.players = players;
        this.manager = manager;
        for (Player player : players) {
            Signal signal = scoring.signal(player.node(), player.member());
            present.add(signal.values());
            absent.add(
                    baselines.of(
                            player,
                            scoring.graph().signal(player.node()),
                            signal,
                            manager,
                            missing));
        }
        RowWork row = scoring.rowWork();
        this.rows = row.rows(ELEMENTS, MOST_ROWS);
        this.work =
                row.multiplications()
                        + WORK_OF_ELEMENT * row.elements()
                        + WORK_OF_PLAYER * players.size() / rows;
    }

    @Override
    public double work() {
        return work;
    }

    @Override
    public double[] worth(List<boolean[]> coalitions) {
        double[] worth = new double[coalitions.size()];
        for (int from = 0; from < worth.length; from += rows) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedRunException("stopped while explaining");
            }
            List<boolean[]> part = coalitions.subList(from, Math.min(worth.length, from + rows));
            try (NDManager own = manager.newSubManager()) {
                float[] scores = scoring.scores(given(part, own), part.size(), own).toFloatArray();
                for (int i = 0; i < scores.length; i++) {
                    worth[from + i] = Finite.checked(scores[i]);
                }
            }
        }
        return worth;
    }

    private Map<String, List<Signal>> given(List<boolean[]> coalitions, NDManager own) {
        Map<String, Map<Integer, Signal>> changed = new LinkedHashMap<>();
        for (int i = 0; i < players.size(); i++) {
            Player player = players.get(i);
            Signal signal = scoring.signal(player.node(), player.member());
            changed.computeIfAbsent(player.node().name(), name -> new TreeMap<>())
                    .put(
                            player.member(),
                            Repeated.of(signal, coalitions.size(), own)
                                    .withValues(mixed(i, coalitions, own)));
        }
        Map<String, List<Signal>> given = new LinkedHashMap<>();
        for (Player player : players) {
            String name = player.node().name();
            if (given.containsKey(name)) {
                continue;
            }
            List<Signal> members = new ArrayList<>();
            for (int member = 0; member < player.node().count(); member++) {
                Signal replaced = changed.get(name).get(member);
                members.add(
                        replaced != null
                                ? replaced
                                : Repeated.of(
                                        scoring.signal(player.node(), member),
                                        coalitions.size(),
                                        own));
            }
            given.put(name, members);
        }
        return given;
    }

    /** Returns the present value of a player in the coalitions that it belongs to. */
    private NDArray mixed(int player, List<boolean[]> coalitions, NDManager own) {
        float[] in = new float[coalitions.size()];
        float[] out = new float[coalitions.size()];
        for (int i = 0; i < in.length; i++) {
            in[i] = coalitions.get(i)[player] ? 1 : 0;
            out[i] = 1 - in[i];
        }
        long[] shape = new long[present.get(player).getShape().dimension()];
        Arrays.fill(shape, 1);
        shape[0] = in.length;
        // products with 0 and 1 leave the values unchanged to the last bit
        return own.create(in, new Shape(shape))
                .mul(present.get(player))
                .add(own.create(out, new Shape(shape)).mul(absent.get(player)));
    }
}
