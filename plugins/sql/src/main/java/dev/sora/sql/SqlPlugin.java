// SPDX-License-Identifier: Apache-2.0
package dev.sora.sql;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import java.util.List;

/**
 * Offers data sources for Parquet files and SQL databases. Drivers are loaded when a source is
 * opened.
 */
public final class SqlPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public List<SoraType> types() {
        return List.of(new ParquetType(), new JdbcType(System::getenv));
    }
}
