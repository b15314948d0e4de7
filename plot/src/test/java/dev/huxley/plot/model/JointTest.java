package dev.huxley.plot.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.huxley.model.Cell;
import dev.huxley.morphology.Swc;
import org.junit.jupiter.api.Test;

/** In a picture, a branch is joined to the place on its parent at which it begins. */
class JointTest {
    private static Anatomy anatomy(String swc, int ncomp) {
        return Anatomy.of(new Cell(Swc.parse(swc, "cell", Swc.options().ncomp(ncomp))));
    }

    @Test
    void neuritesAreJoinedToTheCenterOfASphere() {
        for (int ncomp : new int[] {1, 2, 3}) {
            Anatomy anatomy = anatomy("1 1 1 2 3 5 -1\n2 3 6 0 0 1 1\n3 3 105 0 0 1 2\n", ncomp);
            assertArrayEquals(new double[] {1, 2, 3}, anatomy.joint(ncomp).place());
            assertEquals(5, anatomy.joint(ncomp).radius());
        }
    }

    @Test
    void piecesOfASomaAreJoinedAtTheirStarts() {
        String flat = "1 1 0 0 0 10 -1\n2 1 0 0 2 9 1\n3 1 0 0 -4 8 1\n4 3 0 1 0 1 1\n5 3 0 9 0 1 4\n";
        for (int ncomp : new int[] {1, 2, 3}) {
            Anatomy anatomy = anatomy(flat, ncomp);
            assertArrayEquals(
                    new double[3], anatomy.joint(ncomp).place(), "the second piece begins where the first does");
            assertEquals(10, anatomy.joint(ncomp).radius());
            assertEquals(2, anatomy.branchLength(0), 1e-12);
            assertEquals(4, anatomy.branchLength(ncomp), 1e-12);
        }
    }
}
