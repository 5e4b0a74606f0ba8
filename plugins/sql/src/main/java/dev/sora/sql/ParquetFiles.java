// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.reading.files.TableFiles;
import java.util.List;

/** The files of Parquet that a path means. */
final class ParquetFiles {

    static final TableFiles ALL = new TableFiles("SORA-4802", "Parquet", List.of(".parquet"));

    private ParquetFiles() {}
}
