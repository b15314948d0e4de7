package dev.huxley.recording;

import dev.huxley.recording.abf.AbfHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes small ABF1 and ABF2 files with known content. Sample {@code i} of channel {@code c} in sweep {@code s} is the
 * count {@link #count}.
 */
public final class SyntheticAbf {
    public static final double ADC_RANGE = 10.24;
    public static final int ADC_RESOLUTION = 32768;

    public record Input(
            String name,
            String unit,
            float instrumentScale,
            float signalGain,
            float programmableGain,
            boolean telegraphed,
            float telegraphGain,
            float instrumentOffset,
            float signalOffset) {
        public static Input plain(String name, String unit, float instrumentScale) {
            return new Input(name, unit, instrumentScale, 1, 1, false, 1, 0, 0);
        }
    }

    record Epoch(
            int type,
            float level,
            float levelIncrement,
            int duration,
            int durationIncrement,
            int pulsePeriod,
            int pulseWidth) {
        /** An epoch that is no train. */
        Epoch(int type, float level, float levelIncrement, int duration, int durationIncrement) {
            this(type, level, levelIncrement, duration, durationIncrement, 0, 0);
        }
    }

    record Output(
            String name,
            String unit,
            float holding,
            int enabled,
            int source,
            int interEpisodeLevel,
            List<Epoch> epochs) {
        static Output holding(String name, String unit, float level) {
            return new Output(name, unit, level, 0, 1, 0, List.of());
        }
    }

    public int mode = AbfHeader.EPISODIC;
    public boolean floats;
    double intervalUs = 50;
    public int sweeps = 3;
    public int samplesPerSweep = 128;
    public List<Input> inputs = List.of(Input.plain("Vm", "mV", 0.01f));
    List<Output> outputs = List.of(Output.holding("Cmd 0", "pA", 0));
    int activeOutput;
    boolean userList;
    float synchUnitUs = 12.5f;
    /** Start in units of {@link #synchUnitUs}, length in samples of all channels. */
    public List<int[]> synch = List.of();

    String protocol = "C:\\protocols\\steps.pro";

    public static int count(int sweep, int channel, int sample) {
        return 1000 * sweep - 300 * channel + sample;
    }

    int totalSamples() {
        return synch.isEmpty() || mode == AbfHeader.EPISODIC
                ? sweeps * samplesPerSweep * inputs.size()
                : synch.stream().mapToInt(entry -> entry[1]).sum();
    }

    public byte[] abf1() {
        int header = 6144;
        ByteBuffer b = buffer(header + blocks(dataBytes()) * 512 + 512 * blocks(8 * synch.size()));
        text(b, 0, "ABF ", 4);
        b.putFloat(4, 1.83f);
        b.putShort(8, (short) mode);
        b.putInt(10, totalSamples());
        b.putInt(16, sweeps);
        b.putInt(40, header / 512);
        b.putInt(92, synch.isEmpty() ? 0 : header / 512 + blocks(dataBytes()));
        b.putInt(96, synch.size());
        b.putShort(100, (short) (floats ? 1 : 0));
        b.putShort(120, (short) inputs.size());
        b.putFloat(122, (float) (intervalUs / inputs.size()));
        b.putFloat(130, synchUnitUs);
        b.putInt(138, samplesPerSweep * inputs.size());
        b.putFloat(244, (float) ADC_RANGE);
        b.putInt(252, ADC_RESOLUTION);
        for (int i = 0; i < 16; i++) {
            // Physical inputs in descending order: channel 0 is input 15.
            int physical = 15 - i;
            b.putShort(410 + 2 * i, (short) (i < inputs.size() ? physical : -1));
            if (i >= inputs.size()) {
                continue;
            }
            Input input = inputs.get(i);
            text(b, 442 + 10 * physical, input.name, 10);
            text(b, 602 + 8 * physical, input.unit, 8);
            b.putFloat(730 + 4 * physical, input.programmableGain);
            b.putFloat(922 + 4 * physical, input.instrumentScale);
            b.putFloat(986 + 4 * physical, input.instrumentOffset);
            b.putFloat(1050 + 4 * physical, input.signalGain);
            b.putFloat(1114 + 4 * physical, input.signalOffset);
            b.putShort(4512 + 2 * physical, (short) (input.telegraphed ? 1 : 0));
            b.putFloat(4576 + 4 * physical, input.telegraphGain);
        }
        b.putShort(1440, (short) activeOutput);
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            text(b, 1306 + 10 * i, output.name, 10);
            text(b, 1346 + 8 * i, output.unit, 8);
            b.putFloat(1394 + 4 * i, output.holding);
            b.putShort(2296 + 2 * i, (short) output.enabled);
            b.putShort(2300 + 2 * i, (short) output.source);
            b.putShort(2304 + 2 * i, (short) output.interEpisodeLevel);
            for (int e = 0; e < output.epochs.size(); e++) {
                Epoch epoch = output.epochs.get(e);
                int at = 10 * i + e;
                b.putShort(2308 + 2 * at, (short) epoch.type);
                b.putFloat(2348 + 4 * at, epoch.level);
                b.putFloat(2428 + 4 * at, epoch.levelIncrement);
                b.putInt(2508 + 4 * at, epoch.duration);
                b.putInt(2588 + 4 * at, epoch.durationIncrement);
                b.putInt(2136 + 4 * at, epoch.pulsePeriod);
                b.putInt(2216 + 4 * at, epoch.pulseWidth);
            }
        }
        b.putShort(3360, (short) (userList ? 1 : 0));
        text(b, 4898, protocol, 256);
        data(b, header);
        synch(b, header + 512 * blocks(dataBytes()));
        return b.array();
    }

    public byte[] abf2() {
        List<String> strings = new ArrayList<>(List.of("Clampex", protocol));
        inputs.forEach(input -> strings.addAll(List.of(input.name, input.unit)));
        outputs.forEach(output -> strings.addAll(List.of(output.name, output.unit)));
        byte[] stringBytes = (String.join("\0", strings) + "\0").getBytes(StandardCharsets.ISO_8859_1);
        int epochs = outputs.stream().mapToInt(output -> output.epochs.size()).sum();

        int protocolBlock = 1;
        int adcBlock = protocolBlock + 1;
        int dacBlock = adcBlock + blocks(128 * inputs.size());
        int epochBlock = dacBlock + blocks(256 * outputs.size());
        int listBlock = epochBlock + blocks(48 * epochs);
        int stringBlock = listBlock + 1;
        int dataBlock = stringBlock + blocks(44 + stringBytes.length);
        int synchBlock = dataBlock + blocks(dataBytes());
        ByteBuffer b = buffer(512 * (synchBlock + blocks(8 * synch.size())));

        text(b, 0, "ABF2", 4);
        b.put(6, (byte) 6).put(7, (byte) 2);
        b.putInt(12, sweeps);
        b.putShort(30, (short) (floats ? 1 : 0));
        b.putInt(72, 2);
        section(b, 76, protocolBlock, 512, 1);
        section(b, 92, adcBlock, 128, inputs.size());
        section(b, 108, dacBlock, 256, outputs.size());
        section(b, 156, epochBlock, 48, epochs);
        section(b, 172, listBlock, 64, userList ? 1 : 0);
        section(b, 220, stringBlock, 44 + stringBytes.length, strings.size());
        section(b, 236, dataBlock, floats ? 4 : 2, totalSamples());
        section(b, 316, synchBlock, 8, synch.size());

        int p = 512 * protocolBlock;
        b.putShort(p, (short) mode);
        b.putFloat(p + 2, (float) intervalUs);
        b.putFloat(p + 14, synchUnitUs);
        b.putInt(p + 22, samplesPerSweep * inputs.size());
        b.putFloat(p + 110, (float) ADC_RANGE);
        b.putInt(p + 118, ADC_RESOLUTION);
        b.putShort(p + 142, (short) activeOutput);
        for (int i = 0; i < inputs.size(); i++) {
            Input input = inputs.get(i);
            int at = 512 * adcBlock + 128 * i;
            b.putShort(at, (short) i);
            b.putShort(at + 2, (short) (input.telegraphed ? 1 : 0));
            b.putFloat(at + 6, input.telegraphGain);
            b.putFloat(at + 28, input.programmableGain);
            b.putFloat(at + 40, input.instrumentScale);
            b.putFloat(at + 44, input.instrumentOffset);
            b.putFloat(at + 48, input.signalGain);
            b.putFloat(at + 52, input.signalOffset);
            b.putInt(at + 74, 3 + 2 * i);
            b.putInt(at + 78, 4 + 2 * i);
        }
        int row = 0;
        for (int i = 0; i < outputs.size(); i++) {
            Output output = outputs.get(i);
            int at = 512 * dacBlock + 256 * i;
            b.putShort(at, (short) i);
            b.putFloat(at + 12, output.holding);
            b.putInt(at + 24, 3 + 2 * (inputs.size() + i));
            b.putInt(at + 28, 4 + 2 * (inputs.size() + i));
            b.putShort(at + 40, (short) output.enabled);
            b.putShort(at + 42, (short) output.source);
            b.putShort(at + 44, (short) output.interEpisodeLevel);
            for (int e = 0; e < output.epochs.size(); e++) {
                Epoch epoch = output.epochs.get(e);
                int entry = 512 * epochBlock + 48 * row++;
                b.putShort(entry, (short) e);
                b.putShort(entry + 2, (short) i);
                b.putShort(entry + 4, (short) epoch.type);
                b.putFloat(entry + 6, epoch.level);
                b.putFloat(entry + 10, epoch.levelIncrement);
                b.putInt(entry + 14, epoch.duration);
                b.putInt(entry + 18, epoch.durationIncrement);
                b.putInt(entry + 22, epoch.pulsePeriod);
                b.putInt(entry + 26, epoch.pulseWidth);
            }
        }
        b.putShort(512 * listBlock + 2, (short) 1);
        text(b, 512 * stringBlock, "SSCH", 4);
        b.put(512 * stringBlock + 44, stringBytes);
        data(b, 512 * dataBlock);
        synch(b, 512 * synchBlock);
        return b.array();
    }

    private int dataBytes() {
        return totalSamples() * (floats ? 4 : 2);
    }

    private void data(ByteBuffer b, int offset) {
        int channels = inputs.size();
        int at = offset;
        for (int i = 0; i < totalSamples(); i++) {
            int scan = i / channels;
            boolean fixed = mode == AbfHeader.EPISODIC;
            int count = count(fixed ? scan / samplesPerSweep : 0, i % channels, fixed ? scan % samplesPerSweep : scan);
            if (floats) {
                b.putFloat(at, count / 8f);
                at += 4;
            } else {
                b.putShort(at, (short) count);
                at += 2;
            }
        }
    }

    private void synch(ByteBuffer b, int offset) {
        for (int i = 0; i < synch.size(); i++) {
            b.putInt(offset + 8 * i, synch.get(i)[0]);
            b.putInt(offset + 8 * i + 4, synch.get(i)[1]);
        }
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int blocks(int bytes) {
        return (bytes + 511) / 512;
    }

    private static void section(ByteBuffer b, int at, int block, int entrySize, int count) {
        b.putInt(at, count == 0 ? 0 : block);
        b.putInt(at + 4, count == 0 ? 0 : entrySize);
        b.putLong(at + 8, count);
    }

    private static void text(ByteBuffer b, int at, String text, int width) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < width; i++) {
            b.put(at + i, i < bytes.length ? bytes[i] : (byte) ' ');
        }
    }
}
