package dev.huxley.transform;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import dev.huxley.tree.ArrayTree;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ParameterTransformTest {
    private NDManager manager;
    private ArrayTree parameters;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
        parameters = ArrayTree.builder()
                .set("soma/HH_gNa", manager.create(new double[] {0.1, 0.3}))
                .set("soma/HH_gK", manager.create(0.03))
                .set("radius", manager.create(2.0))
                .build();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private static void assertFails(Executable action, String... parts) {
        String message = assertThrows(IllegalArgumentException.class, action).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), () -> "\"" + part + "\" is not in: " + message);
        }
    }

    @Test
    void forwardUndoesInverseAndOtherParametersStay() {
        ParameterTransform transform = ParameterTransform.builder()
                .set("soma/HH_gNa", Transform.sigmoid(0, 0.5))
                .set("soma/HH_gK", Transform.softplus(0))
                .build();
        ArrayTree unconstrained = transform.inverse(parameters);
        ArrayTree back = transform.forward(unconstrained);
        assertEquals(parameters.paths(), unconstrained.paths());
        assertSame(parameters.get("radius"), unconstrained.get("radius"));
        assertEquals(Math.log(0.1 / 0.4), unconstrained.get("soma/HH_gNa").toDoubleArray()[0], 1e-14);
        assertArrayEquals(new double[] {0.1, 0.3}, back.get("soma/HH_gNa").toDoubleArray(), 1e-15);
        assertEquals(0.03, back.get("soma/HH_gK").getDouble(), 1e-16);
    }

    @Test
    void aTransformWithoutParameterIsAnErrorThatNamesTheNearest() {
        ParameterTransform transform = ParameterTransform.of(Map.of("soma/HH_gNA", Transform.softplus(0)));
        assertFails(() -> transform.forward(parameters), "soma/HH_gNA", "did you mean \"soma/HH_gNa\"");
        assertFails(() -> transform.inverse(parameters), "soma/HH_gNA");
        ParameterTransform folder = ParameterTransform.of(Map.of("soma", Transform.softplus(0)));
        assertFails(() -> folder.forward(parameters), "\"soma\"", "folder");
        assertFails(() -> ParameterTransform.builder().set("soma/HH_gNa", null), "soma/HH_gNa", "null");
    }

    @Test
    void aValueOutsideItsBoundsIsNamedWithItsPath() {
        ParameterTransform transform = ParameterTransform.of(Map.of("soma/HH_gNa", Transform.sigmoid(0, 0.2)));
        assertFails(() -> transform.inverse(parameters), "soma/HH_gNa", "0.3 at index 1", "(0.0, 0.2)");
    }
}
