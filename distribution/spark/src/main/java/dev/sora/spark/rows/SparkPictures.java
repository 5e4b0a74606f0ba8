// SPDX-License-Identifier: Apache-2.0
package dev.sora.spark.rows;

import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.picture.Pictures;

/** Decodes pictures in columns of bytes, as the sources of files do. */
final class SparkPictures {

    private SparkPictures() {}

    /**
     * Decodes a picture.
     *
     * @throws RecordException if the bytes are not a picture
     */
    static Object of(byte[] bytes) {
        // one decoder for each value: several tasks may read at once, and decoders are cheap
        try (Pictures pictures = new Pictures()) {
            return pictures.decode(bytes, "");
        } catch (RecordException e) {
            Problem problem = e.problems().get(0);
            throw new RecordException(
                    problem.needs().isEmpty()
                            ? problem.needs("a picture in the format " + Pictures.formats())
                            : problem);
        }
    }
}
