// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.explanation;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.explanation.inquiry.NamedNode;
import dev.sora.core.graph.FittedGraph;
import dev.sora.core.plan.Node;
import dev.sora.core.plan.Source;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.Signal;
import dev.sora.tensor.SignalSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which particles share an answer.
 *
 * <p>By default these are the particles that meet nearest to the output: from the output backwards,
 * a node that reads one signal is passed over, and the first node that reads several, such as a
 * combiner, has the players as its sources. Particles in series before them explain the same path
 * and have no share of their own. If nothing meets, the node before the output is the only player;
 * if some of them are indices, the node that joins them.
 */
final class Lineup {

    /** The greatest number of players: their shares are drawn from orders. */
    private static final int MOST = 4096;

    private final FittedGraph graph;
    private final Node.Output output;

    Lineup(FittedGraph graph, Node.Output output) {
        this.graph = graph;
        this.output = output;
    }

    /**
     * Returns the players that meet nearest to the output.
     *
     * @param notes receives a sentence about each source whose values cannot be replaced
     */
    List<Player> nearest(List<String> notes) {
        Node at = output;
        List<Player> last = List.of();
        while (true) {
            List<Player> met = new ArrayList<>();
            at.from().forEach(source -> met.addAll(players(source)));
            if (met.size() > 1) {
                return meeting(last, met, notes);
            }
            Node only = met.get(0).node();
            if (only.from().isEmpty()) {
                return checked(replaceable(List.of(lastBefore()), notes));
            }
            at = only;
            last = met;
        }
    }

    /**
     * Returns those that meet. If some are indices, the particle that joins them stands for all,
     * because indices have no mean of their own.
     *
     * @param last that particle; empty if it is the output
     */
    private List<Player> meeting(List<Player> last, List<Player> met, List<String> notes) {
        boolean numbers = met.stream().allMatch(this::isReplaceable);
        if (numbers || last.isEmpty() || !isReplaceable(last.get(0))) {
            return checked(replaceable(met, notes));
        }
        notes.add(
                "'%s' is the only player: not all that it reads has numbers"
                        .formatted(last.get(0).name()));
        return last;
    }

    private Player lastBefore() {
        return players(output.from().get(0)).get(0);
    }

    private List<Player> replaceable(List<Player> players, List<String> notes) {
        List<Player> kept = new ArrayList<>();
        for (Player player : players.stream().distinct().toList()) {
            if (isReplaceable(player)) {
                kept.add(player);
            } else {
                notes.add(
                        "'%s' keeps its value and has no share: %s"
                                .formatted(player.name(), why(graph.signal(player.node()))));
            }
        }
        return kept;
    }

    /**
     * Returns the players of some names.
     *
     * @throws SoraException if there is no such node, or it cannot be a player
     */
    List<Player> named(List<NamedNode> named) {
        Set<Player> players = new LinkedHashSet<>();
        for (NamedNode each : named) {
            players.addAll(players(each.node(), each.member()));
        }
        Set<String> names =
                players.stream().map(player -> player.node().name()).collect(Collectors.toSet());
        Path path = Path.of(graph.plan(), output, names);
        for (Player player : players) {
            if (!isReplaceable(player)) {
                throw refused(player.name(), why(graph.signal(player.node())));
            }
            if (!path.reads(player.node().name())) {
                throw refused(
                        player.name(),
                        path.isBefore(player.node().name())
                                ? "it reaches '%s' only through the others that are named"
                                        .formatted(output.name())
                                : "'%s' does not depend on it".formatted(output.name()));
            }
        }
        return checked(List.copyOf(players));
    }

    private List<Player> checked(List<Player> players) {
        if (players.isEmpty()) {
            throw refused(
                    output.name(), "no node that meets before it has values that are numbers");
        }
        if (players.size() > MOST) {
            throw refused(
                    players.get(0).node().name(),
                    "%d particles are too many; at most %d can share an answer"
                            .formatted(players.size(), MOST));
        }
        return players;
    }

    /** Returns the refusal of players whose coalitions take too much work. */
    SoraException tooMuch(List<Player> players) {
        return refused(
                players.get(0).node().name(),
                "%d particles with values too large to compare their coalitions"
                        .formatted(players.size()));
    }

    private List<Player> players(Source source) {
        Node node =
                graph.plan().nodes().stream()
                        .filter(other -> other.name().equals(source.node()))
                        .findFirst()
                        .orElseThrow();
        return players(node, source.member());
    }

    private static List<Player> players(Node node, OptionalInt member) {
        if (member.isPresent()) {
            return List.of(new Player(node, member.getAsInt()));
        }
        List<Player> players = new ArrayList<>();
        for (int i = 0; i < node.count(); i++) {
            players.add(new Player(node, i));
        }
        return players;
    }

    private boolean isReplaceable(Player player) {
        return why(graph.signal(player.node())).isEmpty()
                && !(player.node() instanceof Node.Output);
    }

    private static String why(SignalSpec signal) {
        if (signal.values().type() != DataType.FLOAT32) {
            return "its values are indices, which have no mean";
        }
        return signal.has(Signal.ROWS) ? "its rows are not records" : "";
    }

    private SoraException refused(String name, String have) {
        return new SoraException(
                Problem.of("SORA-4932", "'%s' cannot have a share of the answer".formatted(name))
                        .needs(
                                "nodes with numbers, each with a path of its own to '%s'"
                                        .formatted(output.name()))
                        .have(have)
                        .fix(
                                "name others, or none: by default, those that meet before the output"));
    }
}
