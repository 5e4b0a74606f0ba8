// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import dev.sora.problem.EngineException;
import dev.sora.problem.Problem;
import java.nio.file.Path;

/**
 * Functions of PyTorch that DJL does not expose, called by their mangled C++ symbols.
 *
 * <p>Another compiler, or another version of PyTorch, gives other symbols. Where a setting of the
 * user depends on one, its absence is an error: the setting must not be ignored.
 */
final class NativeSymbols {

    private final NativeLibrary torch;
    private final Path library;

    /** Reads the symbols of a library that is loaded, in the folder of the runtime. */
    NativeSymbols(Path folder) {
        library = folder.resolve(System.mapLibraryName("torch_cpu"));
        torch = NativeLibrary.getInstance(library.toString());
    }

    /**
     * Returns a function.
     *
     * @param setting the setting that needs it, such as {@code precision: bf16}
     * @throws EngineException if the library does not have it
     */
    Function function(String symbol, String setting) {
        try {
            return torch.getFunction(symbol);
        } catch (UnsatisfiedLinkError e) {
            throw new EngineException(
                    Problem.of(
                                    "SORA-5120",
                                    "this build of PyTorch cannot apply '%s'".formatted(setting))
                            .where(library.toString())
                            .needs(symbol)
                            .fix("use an official build of PyTorch, or leave the setting out"),
                    e);
        }
    }
}
