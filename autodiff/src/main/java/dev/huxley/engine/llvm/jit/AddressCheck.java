package dev.huxley.engine.llvm.jit;

/**
 * The functions that {@link CheckedCode} calls, in LLVM IR text: they return the given address if it lies in an area of
 * the {@link CheckedCall}, whose layout they know; otherwise they note the failure and return a harmless one.
 */
final class AddressCheck {
    static final String ONE =
            """
            define internal ptr @huxley.checked(ptr %areas, ptr %address, i64 %bytes, i64 %alignment, ptr %access, i64 %write) noinline nounwind {
            entry:
              %from = ptrtoint ptr %address to i64
              %to = add i64 %from, %bytes
              %mask = sub i64 %alignment, 1
              %rest = and i64 %from, %mask
              %aligned = icmp eq i64 %rest, 0
              %count.at = getelementptr i64, ptr %areas, i64 5
              %count = load i64, ptr %count.at, align 8
              br i1 %aligned, label %head, label %fail
            head:
              %i = phi i64 [ 0, %entry ], [ %next, %latch ]
              %more = icmp ult i64 %i, %count
              br i1 %more, label %body, label %fail
            body:
              %area = getelementptr { i64, i64, i64 }, ptr %count.at, i64 %i
              %begin.at = getelementptr i64, ptr %area, i64 1
              %end.at = getelementptr i64, ptr %area, i64 2
              %writable.at = getelementptr i64, ptr %area, i64 3
              %begin = load i64, ptr %begin.at, align 8
              %end = load i64, ptr %end.at, align 8
              %writable = load i64, ptr %writable.at, align 8
              %above = icmp uge i64 %from, %begin
              %below = icmp ule i64 %to, %end
              %allowed = icmp ule i64 %write, %writable
              %within = and i1 %above, %below
              %fits = and i1 %within, %allowed
              br i1 %fits, label %found, label %latch
            latch:
              %next = add i64 %i, 1
              br label %head
            found:
              ret ptr %address
            fail:
              %first = load ptr, ptr %areas, align 8
              %none = icmp eq ptr %first, null
              br i1 %none, label %record, label %divert
            record:
              store ptr %access, ptr %areas, align 8
              %address.at = getelementptr i64, ptr %areas, i64 1
              store ptr %address, ptr %address.at, align 8
              br label %divert
            divert:
              %substitute = add i64 %write, 3
              %substitute.at = getelementptr i64, ptr %areas, i64 %substitute
              %harmless = load ptr, ptr %substitute.at, align 8
              ret ptr %harmless
            }
            """;

    private static final String LANES =
            """
            define internal <WIDTH x ptr> @huxley.checked.vWIDTH(ptr %areas, <WIDTH x ptr> %addresses, <WIDTH x i1> %mask, i64 %bytes, i64 %alignment, ptr %access, i64 %write) noinline nounwind {
            entry:
              br label %head
            head:
              %i = phi i64 [ 0, %entry ], [ %next, %latch ]
              %lanes = phi <WIDTH x ptr> [ %addresses, %entry ], [ %after, %latch ]
              %more = icmp ult i64 %i, WIDTH
              br i1 %more, label %body, label %done
            body:
              %used = extractelement <WIDTH x i1> %mask, i64 %i
              br i1 %used, label %check, label %latch
            check:
              %address = extractelement <WIDTH x ptr> %lanes, i64 %i
              %checked = call ptr @huxley.checked(ptr %areas, ptr %address, i64 %bytes, i64 %alignment, ptr %access, i64 %write)
              %replaced = insertelement <WIDTH x ptr> %lanes, ptr %checked, i64 %i
              br label %latch
            latch:
              %after = phi <WIDTH x ptr> [ %lanes, %body ], [ %replaced, %check ]
              %next = add i64 %i, 1
              br label %head
            done:
              ret <WIDTH x ptr> %lanes
            }
            """;

    private AddressCheck() {}

    /** The function for vectors of {@code width} addresses with a mask of the used ones. */
    static String lanes(int width) {
        return LANES.replace("WIDTH", Integer.toString(width));
    }
}
