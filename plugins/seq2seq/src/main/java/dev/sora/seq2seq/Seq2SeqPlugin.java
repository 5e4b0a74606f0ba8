// SPDX-License-Identifier: Apache-2.0
package dev.sora.seq2seq;

import dev.sora.plugin.SoraPlugin;
import dev.sora.plugin.SoraType;
import dev.sora.seq2seq.decoder.AttentionGruType;
import dev.sora.seq2seq.decoder.TransformerDecoderType;
import dev.sora.seq2seq.metric.TextMetrics;
import dev.sora.seq2seq.output.GeneratedTextType;
import dev.sora.seq2seq.source.DialoguesType;
import dev.sora.seq2seq.text.PiecesType;
import dev.sora.seq2seq.text.TargetPiecesType;
import java.util.ArrayList;
import java.util.List;

/** Offers inputs, decoders, the output and metrics of texts that are generated step by step. */
public final class Seq2SeqPlugin implements SoraPlugin {

    @Override
    public String name() {
        return "seq2seq";
    }

    @Override
    public List<SoraType> types() {
        List<SoraType> types = new ArrayList<>();
        types.add(new PiecesType());
        types.add(new TargetPiecesType());
        types.add(new TransformerDecoderType());
        types.add(new AttentionGruType());
        types.add(new GeneratedTextType());
        types.add(new DialoguesType());
        types.addAll(TextMetrics.types());
        return List.copyOf(types);
    }
}
