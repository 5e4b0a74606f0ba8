// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.trial;

import dev.sora.exhibit.Exhibit;
import dev.sora.metric.DivisibleOutcome;
import java.util.List;
import java.util.Optional;

/** The outcome of guesses. The size of a batch decides which of two classes of this form it has. */
public interface Guesses extends DivisibleOutcome<Guesses> {

    /** Returns an outcome with a number of records that fails at a place. */
    static Guesses of(int size, String fault) {
        return size > 8 ? new Many(size, fault) : new Few(size, fault);
    }

    /** Returns the place where it fails. */
    String fault();

    @Override
    default Guesses joined(List<Guesses> following) {
        pass("joined");
        return of(size() + following.stream().mapToInt(Guesses::size).sum(), fault());
    }

    @Override
    default Guesses chosen(int[] records) {
        pass("chosen");
        return of(records.length, fault());
    }

    @Override
    default Optional<Guesses> constant() {
        pass("constant");
        return Optional.of(this);
    }

    @Override
    default long numbers() {
        pass("numbers");
        return size();
    }

    @Override
    default List<Exhibit> exhibits(int shown) {
        pass("exhibits");
        return List.of();
    }

    private void pass(String place) {
        if (fault().equals(place)) {
            throw new IllegalStateException("boom at " + place);
        }
    }

    /** The outcome of a small batch. */
    record Few(int size, String fault) implements Guesses {
        @Override
        public int size() {
            ((Guesses) this).pass("size");
            return size;
        }
    }

    /** The outcome of a large batch. */
    record Many(int size, String fault) implements Guesses {
        @Override
        public int size() {
            ((Guesses) this).pass("size");
            return size;
        }
    }
}
