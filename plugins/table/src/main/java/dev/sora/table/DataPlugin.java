// SPDX-License-Identifier: Apache-2.0
package dev.sora.table;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.table.arrow.ArrowType;
import dev.sora.table.conll.ConllType;
import dev.sora.table.csv.CsvType;
import dev.sora.table.input.CategoryType;
import dev.sora.table.input.DateType;
import dev.sora.table.input.NumberType;
import dev.sora.table.input.VectorType;
import dev.sora.table.json.JsonlType;
import dev.sora.table.npz.NpzType;
import dev.sora.table.sheet.XlsxType;
import dev.sora.table.text.LinesType;
import dev.sora.table.text.TextFolderType;
import java.util.List;

/** Offers data sources that read files, and inputs for the columns of tables. */
public final class DataPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "data";
    }

    @Override
    public List<SoraType> types() {
        return List.of(
                new CsvType(),
                new JsonlType(),
                new TextFolderType(),
                new LinesType(),
                new ConllType(),
                new NpzType(),
                new XlsxType(),
                new ArrowType(),
                new NumberType(),
                new CategoryType(),
                new DateType(),
                new VectorType());
    }
}
