// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.core.TrainingSession;
import dev.sora.core.TrainingSession.EpochSums;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The losses of an epoch in progress, of which each worker has those of its shares. Between two
 * exchanges they are added up, so that history, schedules and early stopping are those of all
 * records.
 */
final class EpochLosses {

    private static final EpochSums NONE = new EpochSums(0, Map.of());

    private final TrainingSession session;
    private final Workers workers;

    EpochLosses(TrainingSession session, Workers workers) {
        this.session = session;
        this.workers = workers;
    }

    /** Gives the losses of all workers to each of them, before the epoch ends. */
    void share() {
        if (workers.size() > 1) {
            session.setSums(all());
        }
    }

    /** Gives the losses of all workers to the first one, before it saves them. */
    void collect() {
        if (workers.size() > 1) {
            EpochSums all = all();
            session.setSums(workers.isFirst() ? all : NONE);
        }
    }

    /** Leaves what was saved to the first worker, after all have loaded it. */
    void loaded() {
        if (!workers.isFirst() && session.sums().records() > 0) {
            session.setSums(NONE);
        }
    }

    private EpochSums all() {
        return workers.gather(bytes(session.sums())).stream()
                .map(EpochLosses::sums)
                .reduce(EpochSums::plus)
                .orElseThrow();
    }

    static byte[] bytes(EpochSums sums) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(sums.records());
            out.writeInt(sums.losses().size());
            for (Map.Entry<String, Double> loss : new TreeMap<>(sums.losses()).entrySet()) {
                out.writeUTF(loss.getKey());
                out.writeDouble(loss.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static EpochSums sums(byte[] bytes) {
        Map<String, Double> losses = new TreeMap<>();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            long records = in.readLong();
            for (int i = in.readInt(); i > 0; i--) {
                losses.put(in.readUTF(), in.readDouble());
            }
            return new EpochSums(records, losses);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
