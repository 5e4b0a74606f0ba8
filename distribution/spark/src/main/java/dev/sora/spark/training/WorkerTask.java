// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.training;

import dev.sora.spark.ring.RingSecret;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.BarrierTaskContext;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractFunction1;

/** The task of a worker, as it is sent to executors. */
final class WorkerTask
        extends AbstractFunction1<
                scala.collection.Iterator<Integer>, scala.collection.Iterator<Outcome>>
        implements Serializable {

    private static final long serialVersionUID = 1;

    private final Order order;

    WorkerTask(Order order) {
        this.order = order;
    }

    /**
     * What all workers of an attempt receive.
     *
     * @param manifest the manifest as the driver resolved it
     * @param digest its SHA-256
     * @param folder the folder for relative paths in the manifest
     * @param plugins the plugins of the driver, with version and SHA-256 of the jar
     * @param training names this training; empty to continue the one whose checkpoints there are
     * @param attempt names this attempt
     * @param checkpoints the URI of the shared folder
     * @param fitted what inputs and outputs learned on the driver; empty if each executor fits them
     * @param fittedDigest its SHA-256
     * @param hadoop the settings of Hadoop for that folder
     */
    record Order(
            String manifest,
            String digest,
            String folder,
            List<String> plugins,
            WorkerSettings settings,
            String training,
            String attempt,
            RingSecret secret,
            String checkpoints,
            byte[] fitted,
            String fittedDigest,
            Map<String, String> hadoop)
            implements Serializable {

        private static final long serialVersionUID = 1;

        /** Leaves out the settings of Hadoop, which may hold passwords. */
        @Override
        public String toString() {
            return "attempt %s of %s, %s".formatted(attempt, digest, settings);
        }
    }

    @Override
    public scala.collection.Iterator<Outcome> apply(scala.collection.Iterator<Integer> none) {
        Iterator<Outcome> outcome =
                List.of(new WorkerRun(order, BarrierTaskContext.get()).run()).iterator();
        return CollectionConverters.asScala(outcome);
    }
}
