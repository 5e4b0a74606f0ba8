// SPDX-License-Identifier: Apache-2.0
package org.example.winds;

import ai.djl.ndarray.types.DataType;
import dev.sora.data.DataRecord;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.tensor.HostTensor;
import java.nio.FloatBuffer;
import java.util.List;

/** Converts directions in degrees to points on the unit circle, for the input and the output. */
final class Degrees {

    private Degrees() {}

    /** Encodes directions as (sine, cosine), so that 359 degrees and 1 degree are close. */
    static List<HostTensor> encode(List<DataRecord> records, String column) {
        HostTensor points = HostTensor.allocate(DataType.FLOAT32, records.size(), 2);
        FloatBuffer values = points.data().asFloatBuffer();
        for (DataRecord record : records) {
            double angle = Math.toRadians(of(record, column));
            values.put((float) Math.sin(angle)).put((float) Math.cos(angle));
        }
        return List.of(points);
    }

    private static double of(DataRecord record, String column) {
        double degrees = record.get(column, Number.class).doubleValue();
        if (!Double.isFinite(degrees)) {
            throw new RecordException(
                    Problem.of("WINDS-4001", "'%s' is not a direction".formatted(column))
                            .where(record.where())
                            .needs("degrees")
                            .have(String.valueOf(degrees))
                            .fix("correct the value, or leave it out"));
        }
        return degrees;
    }

    /** Returns the direction of a point, from 0 to 360 degrees. */
    static double of(double sine, double cosine) {
        double degrees = Math.toDegrees(Math.atan2(sine, cosine));
        return degrees < 0 ? degrees + 360 : degrees;
    }

    /** Returns the angle between two directions, from 0 to 180 degrees. */
    static double between(double one, double other) {
        return Math.abs(Math.IEEEremainder(one - other, 360));
    }
}
