// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.reading.files.TableFiles;
import java.util.List;

/** Finds the Parquet files that a path denotes. */
final class ParquetFiles {

    static final TableFiles ALL = new TableFiles("SORA-4802", "Parquet", List.of(".parquet"));

    private ParquetFiles() {}
}
