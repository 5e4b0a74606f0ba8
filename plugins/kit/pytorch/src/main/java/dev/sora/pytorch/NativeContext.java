// SPDX-License-Identifier: Apache-2.0
package dev.sora.pytorch;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.sora.problem.EngineException;

/**
 * The settings of PyTorch that apply to the whole process: {@code at::Context}. Of the methods,
 * each throws an {@link EngineException} if the library does not have the setting.
 */
public final class NativeContext {

    private final NativeSymbols symbols;

    /** Returns the settings of a loaded runtime. */
    public NativeContext(NativeRuntime runtime) {
        symbols = new NativeSymbols(runtime.folder());
    }

    /**
     * Sets whether products of 32-bit floats may use TensorFloat-32 on a GPU: 10 bits of the
     * mantissa instead of 23.
     */
    public void allowTensorFloat32(boolean allowed) {
        String setting = "precision: tf32";
        set("_ZN2at7Context18setAllowTF32CuBLASEb", setting, allowed);
        set("_ZN2at7Context17setAllowTF32CuDNNEb", setting, allowed);
    }

    /** Returns whether products of 32-bit floats may use TensorFloat-32. */
    public boolean allowsTensorFloat32() {
        String setting = "precision: tf32";
        return get("_ZNK2at7Context15allowTF32CuBLASEv", setting)
                && get("_ZNK2at7Context14allowTF32CuDNNEv", setting);
    }

    /**
     * Sets whether products of bfloat16 on a GPU may add up parts of their sums in bfloat16 instead
     * of 32-bit floats. PyTorch allows it by default.
     */
    public void allowBfloat16Sums(boolean allowed) {
        set("_ZN2at7Context27setAllowBF16ReductionCuBLASEb", "precision: bf16", allowed);
    }

    /** Returns whether products of bfloat16 may add up parts of their sums in bfloat16. */
    public boolean allowsBfloat16Sums() {
        return get("_ZNK2at7Context24allowBF16ReductionCuBLASEv", "precision: bf16");
    }

    /**
     * Sets whether operations give the same bits each time. An operation that cannot then fails,
     * with a message that contains {@code deterministic}.
     */
    public void useDeterministicAlgorithms(boolean wanted) {
        String setting = "deterministic: true";
        symbols.function("_ZN2at7Context26setDeterministicAlgorithmsEbb", setting)
                .invokeVoid(new Object[] {context(setting), wanted ? 1 : 0, 0});
        set("_ZN2at7Context21setDeterministicCuDNNEb", setting, wanted);
        // to try algorithms out and keep the fastest one is a choice by time
        set("_ZN2at7Context17setBenchmarkCuDNNEb", setting, false);
    }

    /** Returns whether operations must give the same bits each time. */
    public boolean usesDeterministicAlgorithms() {
        return get("_ZNK2at7Context23deterministicAlgorithmsEv", "deterministic: true");
    }

    /**
     * Sets a variable in the environment of this process, unless it has a value; native code reads
     * it there, and Java does not.
     *
     * @return whether the variable now has a value
     */
    public static boolean setEnvironment(String name, String value) {
        try {
            return NativeLibrary.getInstance("c")
                            .getFunction("setenv")
                            .invokeInt(new Object[] {name, value, 0})
                    == 0;
        } catch (UnsatisfiedLinkError e) {
            return System.getenv(name) != null;
        }
    }

    private void set(String symbol, String setting, boolean value) {
        symbols.function(symbol, setting)
                .invokeVoid(new Object[] {context(setting), value ? 1 : 0});
    }

    private boolean get(String symbol, String setting) {
        Function function = symbols.function(symbol, setting);
        // a C++ bool is the lowest byte of what is returned
        return (function.invokeInt(new Object[] {context(setting)}) & 0xFF) != 0;
    }

    private Pointer context(String setting) {
        return symbols.function("_ZN2at13globalContextEv", setting).invokePointer(new Object[0]);
    }
}
