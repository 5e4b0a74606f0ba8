// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.data.ImageValue;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.reading.picture.Pictures;
import java.sql.Blob;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Decodes images that a database stores as bytes. */
final class PictureReader {

    private PictureReader() {}

    static @Nullable Object read(ResultSet row, int column) throws SQLException {
        Object value = row.getObject(column);
        if (value == null) {
            return null;
        }
        return decode(
                value instanceof Blob blob
                        ? blob.getBytes(1, (int) blob.length())
                        : (byte[]) value);
    }

    static ImageValue decode(byte[] bytes) {
        // one decoder for each value: several threads may read at once, and decoders are cheap
        try (Pictures pictures = new Pictures()) {
            return pictures.decode(bytes, "");
        } catch (RecordException e) {
            Problem problem = e.problems().get(0);
            String needs =
                    problem.needs().isEmpty()
                            ? "a picture in the format " + Pictures.formats()
                            : problem.needs();
            throw new BrokenValue(
                    needs,
                    problem.have().isEmpty()
                            ? problem.message()
                            : problem.message() + ": " + problem.have());
        }
    }
}
