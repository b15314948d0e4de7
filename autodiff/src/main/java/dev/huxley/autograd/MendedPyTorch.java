package dev.huxley.autograd;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineProvider;
import ai.djl.pytorch.engine.PtEngineProvider;

/**
 * The provider through which DJL calls Huxley before its classes for PyTorch load, since DJL looks for engine providers
 * first of all. The engine is DJL's own, with {@link DjlMending}.
 */
public final class MendedPyTorch implements EngineProvider {
    private final EngineProvider original = new PtEngineProvider();

    /** Called by {@link java.util.ServiceLoader}. */
    public MendedPyTorch() {
        DjlMending.prepare();
    }

    @Override
    public String getEngineName() {
        return original.getEngineName();
    }

    @Override
    public int getEngineRank() {
        return original.getEngineRank();
    }

    @Override
    public Engine getEngine() {
        return original.getEngine();
    }
}
