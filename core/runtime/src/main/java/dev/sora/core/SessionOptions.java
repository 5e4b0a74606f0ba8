// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The options of a {@link TrainingSession}.
 *
 * @param from a model package whose weights the session starts from, as {@code train --from}
 * @param groups the groups of nodes that have their own optimiser; empty if the optimiser of the
 *     plan trains all weights. Each node with trained weights is in exactly one group
 * @param shards the part of the training records that the session holds; all if absent
 */
public record SessionOptions(Optional<Path> from, List<Group> groups, Optional<DataShards> shards) {

    /** New weights and the optimiser of the plan. */
    public static final SessionOptions DEFAULT =
            new SessionOptions(Optional.empty(), List.of(), Optional.empty());

    /** Copies the list. */
    public SessionOptions {
        groups = List.copyOf(groups);
        if (from.isPresent() && shards.isPresent()) {
            throw new IllegalArgumentException("shards do not start from a model package");
        }
    }

    /** Returns options that start from the weights of a model package. */
    public SessionOptions from(Path model) {
        return new SessionOptions(Optional.of(model), groups, shards);
    }

    /** Returns options with a further group that is trained by the optimiser of the plan. */
    public SessionOptions group(String name, Set<String> nodes) {
        return with(new Group(name, nodes, Optional.empty()));
    }

    /**
     * Returns options with a further group.
     *
     * @param optimiser type and settings as in a manifest: {@code "{type: sgd, learning_rate:
     *     0.1}"}
     */
    public SessionOptions group(String name, Set<String> nodes, String optimiser) {
        return with(new Group(name, nodes, Optional.of(optimiser)));
    }

    /** Returns options for a session that holds a part of the training records. */
    public SessionOptions shards(DataShards part) {
        return new SessionOptions(from, groups, Optional.of(part));
    }

    private SessionOptions with(Group group) {
        List<Group> more = new ArrayList<>(groups);
        more.add(group);
        return new SessionOptions(from, more, shards);
    }

    /**
     * Nodes whose weights have their own optimiser with its own state.
     *
     * @param name the name for {@link TrainingSession#apply(TrainingSession.Gradient, String)}
     * @param nodes the names of the nodes
     * @param optimiser type and settings as YAML; the plan's optimiser if absent
     */
    public record Group(String name, Set<String> nodes, Optional<String> optimiser) {

        /** Copies the set. */
        public Group {
            nodes = Set.copyOf(nodes);
            if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
                throw new IllegalArgumentException(
                        "'%s' is not a valid name of a group".formatted(name));
            }
        }
    }

    /**
     * The part of the training records that a {@link TrainingSession} holds. The records are dealt
     * out by their number, counted from 0 after the other splits were taken out: shard s of n has
     * the records whose number leaves the remainder s when divided by n. Validation and test data
     * are not divided.
     *
     * <p>Each epoch of a shard is a permutation of its own records. A minibatch has the records of
     * all shards that follow each other in their epochs, as many of each as of any other, or one
     * more.
     *
     * @param count the number of shards; at least 2
     * @param own the shard whose minibatches the session draws
     * @param held the shards that are encoded, for {@link TrainingSession#another(int)} as well
     * @param fitted what {@link Sora#fit} returned for the same plan and data: inputs and outputs
     *     are not fitted again
     */
    public record DataShards(int count, int own, SortedSet<Integer> held, byte[] fitted) {

        /** Checks the numbers, and copies the set. */
        public DataShards {
            held = new TreeSet<>(held);
            if (count < 2 || !held.contains(own) || held.first() < 0 || held.last() >= count) {
                throw new IllegalArgumentException(
                        "shard %d, with %s, of %d".formatted(own, held, count));
            }
        }
    }
}
