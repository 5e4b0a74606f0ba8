// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.model;

import static dev.sora.tensor.Signal.LENGTHS;
import static dev.sora.tensor.Signal.VALUES;

import ai.djl.ndarray.types.DataType;
import dev.sora.core.NodeValue;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import dev.sora.tensor.HostTensor;
import dev.sora.tensor.SignalSpec;
import dev.sora.tensor.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks a value that a program gives instead of that of a node. */
final class ValueCheck {

    private final String node;
    private final SignalSpec planned;
    private final int members;
    private final int records;

    /**
     * Creates the check of one value.
     *
     * @param node the name that the value is given for
     * @param planned the signal of one member
     * @param members the number of members
     * @param records the number of records
     */
    ValueCheck(String node, SignalSpec planned, int members, int records) {
        this.node = node;
        this.planned = planned;
        this.members = members;
        this.records = records;
    }

    /**
     * Checks a value.
     *
     * @throws SoraException if the node could not yield it for the records
     */
    void check(NodeValue value) {
        if (value.count() != members) {
            throw misfit(members(members), members(value.count()));
        }
        for (Map<String, HostTensor> member : value.members()) {
            if (!member.keySet().equals(planned.parts().keySet())) {
                throw misfit(needs(), have(member));
            }
            member.forEach(
                    (role, part) -> {
                        if (!fits(planned.part(role), part)) {
                            throw misfit(needs(), have(member));
                        }
                        checkIndices(role, planned.part(role), part);
                    });
            if (planned.isSequence()) {
                checkSteps(member.get(VALUES), member.get(LENGTHS));
            }
        }
    }

    private static String members(int count) {
        return count == 1 ? "1 member" : count + " members";
    }

    private boolean fits(TensorSpec spec, HostTensor part) {
        if (part.type() != spec.type()
                || part.shape().dimension() != spec.rank() + 1
                || part.shape().get(0) != records) {
            return false;
        }
        for (int i = 0; i < spec.rank(); i++) {
            long wanted = spec.dimension(i);
            long given = part.shape().get(i + 1);
            // a batch of sequences is trimmed to its longest sequence
            boolean upTo = planned.isSequence() && i == 0;
            if (given < 1 || wanted >= 0 && (upTo ? given > wanted : given != wanted)) {
                return false;
            }
        }
        return true;
    }

    private void checkIndices(String role, TensorSpec spec, HostTensor part) {
        if (spec.tableSize() <= 0 || part.type() != DataType.INT32) {
            return;
        }
        ByteBuffer data = part.data().duplicate().order(ByteOrder.nativeOrder());
        while (data.hasRemaining()) {
            int index = data.getInt();
            if (index < 0 || index >= spec.tableSize()) {
                throw misfit(
                        "'%s' from 0 to %d".formatted(role, spec.tableSize() - 1),
                        String.valueOf(index));
            }
        }
    }

    private void checkSteps(HostTensor values, HostTensor lengths) {
        long steps = values.shape().get(1);
        ByteBuffer counts = lengths.data().duplicate().order(ByteOrder.nativeOrder());
        ByteBuffer data = values.data().duplicate().order(ByteOrder.nativeOrder());
        int rowBytes = data.limit() / records;
        int stepBytes = Math.toIntExact(rowBytes / steps);
        for (int row = 0; row < records; row++) {
            int length = counts.getInt();
            if (length < 0 || length > steps) {
                throw misfit("lengths from 0 to %d".formatted(steps), String.valueOf(length));
            }
            data.limit((row + 1) * rowBytes).position(row * rowBytes + length * stepBytes);
            if (!isZero(values.type(), data)) {
                throw misfit(
                        "zeros after the valid steps of each record",
                        "other values after step %d of record %d".formatted(length, row + 1));
            }
        }
    }

    private static boolean isZero(DataType type, ByteBuffer data) {
        while (data.hasRemaining()) {
            if (type == DataType.FLOAT32 ? data.getFloat() != 0 : data.get() != 0) {
                return false;
            }
        }
        return true;
    }

    private String needs() {
        List<String> parts = new ArrayList<>();
        planned.parts()
                .forEach(
                        (role, spec) -> {
                            StringBuilder dimensions = new StringBuilder("(" + records);
                            for (int i = 0; i < spec.rank(); i++) {
                                long wanted = spec.dimension(i);
                                boolean upTo = planned.isSequence() && i == 0 && wanted >= 0;
                                dimensions
                                        .append(upTo ? ", up to " : ", ")
                                        .append(wanted < 0 ? "any" : String.valueOf(wanted));
                            }
                            parts.add(text(role, spec.type(), dimensions.append(')').toString()));
                        });
        return String.join(", ", parts);
    }

    private static String have(Map<String, HostTensor> member) {
        List<String> parts = new ArrayList<>();
        member.forEach((role, part) -> parts.add(text(role, part.type(), part.shape().toString())));
        return String.join(", ", parts);
    }

    private static String text(String role, DataType type, String shape) {
        return "%s %s of %s".formatted(role, shape, type.name().toLowerCase(Locale.ROOT));
    }

    private SoraException misfit(String needs, String have) {
        return new SoraException(
                Problem.of("SORA-4902", "the value given for '%s' does not fit".formatted(node))
                        .needs(needs)
                        .have(have)
                        .fix("give what a tap of '%s' yields for these records".formatted(node)));
    }
}
