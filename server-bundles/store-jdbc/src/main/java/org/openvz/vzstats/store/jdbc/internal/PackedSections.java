package org.openvz.vzstats.store.jdbc.internal;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The sections of a node as two columns, so that what is said again costs a few bytes of the database's log: which sections there are and
 * what they say, deflated; and when they said it, in the same order.
 *
 * <p>The first byte of each is the version of its format. In the one, each section is the name of its collector, a length, and the
 * observations; in the other the day since 1970, the second since 1970, and the revision.
 */
final class PackedSections {

    /**
     * How large a node's sections may be together, before they are deflated. A whole report has room in it, and what nodes really say takes
     * a thousandth.
     */
    static final int MOST = 8 * 1024 * 1024;

    /** Far more than that: what other servers have written must be readable. */
    private static final int MOST_INFLATED = 8 * MOST;

    private static final int FORMAT = 1;

    private PackedSections() {}

    /** Writes them; made for many nodes, one after another. */
    static final class Writer implements AutoCloseable {

        // More effort would save a tenth of the bytes, for twice the time.
        private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
        private byte[] buffer = new byte[8 * 1024];

        /** {@return what they say} */
        byte[] sections(Collection<StoredSection> sections) {
            ByteSink plain = new ByteSink(8 * 1024);
            for (StoredSection section : sections) {
                plain.text(section.collector());
                section.observations().writeTo(plain);
            }
            deflater.reset();
            deflater.setInput(plain.toBytes());
            deflater.finish();
            buffer[0] = FORMAT;
            int size = 1;
            while (!deflater.finished()) {
                if (size == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * buffer.length);
                }
                size += deflater.deflate(buffer, size, buffer.length - size);
            }
            return Arrays.copyOf(buffer, size);
        }

        /** {@return when they said it} */
        byte[] said(Collection<StoredSection> sections) {
            ByteSink sink = new ByteSink().put(FORMAT);
            for (StoredSection section : sections) {
                StoredSection.Said said = section.said();
                sink.number(said.day().toEpochDay()).number(said.received()).number(said.revision());
            }
            return sink.toBytes();
        }

        @Override
        public void close() {
            deflater.end();
        }
    }

    /** Reads them; made for many nodes, one after another. */
    static final class Reader implements AutoCloseable {

        private final Inflater inflater = new Inflater(true);
        private byte[] buffer = new byte[16 * 1024];

        /**
         * {@return the sections of a node}
         *
         * @throws IllegalStateException if a damaged database gave these bytes
         */
        List<StoredSection> read(byte[] sections, byte[] said) {
            ByteSource source = inflated(sections);
            ByteSource times = new ByteSource(said, 0, said.length);
            check(times.take() == FORMAT);
            List<StoredSection> read = new ArrayList<>();
            while (source.hasMore()) {
                String collector = source.text();
                read.add(new StoredSection(collector, said(times), source.observations()));
            }
            check(!times.hasMore());
            return read;
        }

        private static StoredSection.Said said(ByteSource times) {
            try {
                return new StoredSection.Said(
                        LocalDate.ofEpochDay(times.number()), times.number(), (int) times.number());
            } catch (DateTimeException e) {
                throw ByteSource.damaged();
            }
        }

        private ByteSource inflated(byte[] packed) {
            check(packed.length > 0 && packed[0] == FORMAT);
            inflater.reset();
            inflater.setInput(packed, 1, packed.length - 1);
            try {
                int size = 0;
                while (!inflater.finished()) {
                    if (size == buffer.length) {
                        check(size < MOST_INFLATED);
                        buffer = Arrays.copyOf(buffer, 2 * buffer.length);
                    }
                    int more = inflater.inflate(buffer, size, buffer.length - size);
                    check(more > 0 || inflater.finished());
                    size += more;
                }
                return new ByteSource(Arrays.copyOf(buffer, size), 0, size);
            } catch (DataFormatException e) {
                throw ByteSource.damaged();
            }
        }

        private static void check(boolean whole) {
            if (!whole) {
                throw ByteSource.damaged();
            }
        }

        @Override
        public void close() {
            inflater.end();
        }
    }
}
