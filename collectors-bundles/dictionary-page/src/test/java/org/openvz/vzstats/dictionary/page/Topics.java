package org.openvz.vzstats.dictionary.page;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.openvz.vzstats.dictionary.MetricsFile;
import org.openvz.vzstats.dictionary.Topic;

/** Metrics files for tests, read as the product reads them. */
final class Topics {

    /** One of ours, with a metric of each type. */
    static final String DISK =
            """
            collector: disk
            title: {en: Disks, ru: Диски}
            revision: 2
            metrics:
              - name: disk.vz_size
                type: quantity
                unit: GiB
                buckets: [1, 32, 64]
                title: {en: Space for guests, ru: Место для гостей}
                meaning: {en: "Size of the file system that holds the guests.", ru: "Размер файловой системы, где лежат гости."}
                why: {en: "Says how much space guests are given.", ru: "Показывает, сколько места отводят гостям."}
                source: "/vz: statvfs"
                since: 1
              - name: disk.arrays
                type: quantity
                exact: true
                title: {en: Arrays, ru: Массивы}
                meaning: {en: "How many arrays there are.", ru: "Сколько массивов есть."}
                why: {en: "Says what to test.", ru: "Показывает, что проверять."}
                source: {en: "/proc/mdstat, active arrays only", ru: "/proc/mdstat, только активные массивы"}
                since: 2
              - name: disk.lvm
                type: flag
                title: {en: LVM, ru: LVM}
                meaning: {en: "Whether LVM is in use.", ru: "Используется ли LVM."}
                why: {en: "Says what to test.", ru: "Показывает, что проверять."}
                source: /sys/block/dm-*/dm/uuid
                since: 1
              - name: disk.vz_fs
                type: category
                values: [ext4, xfs]
                title: {en: File system, ru: Файловая система}
                meaning: {en: "Type of the file system.", ru: "Тип файловой системы."}
                why: {en: "Says what to test.", ru: "Показывает, что проверять."}
                source: /proc/mounts
                since: 1
              - name: disk.controller
                type: label
                pattern: '[a-z]{2,8}|nvme'
                length: 8
                title: {en: Controller, ru: Контроллер}
                meaning: {en: "Driver of the controller.", ru: "Драйвер контроллера."}
                why: {en: "Says what to test.", ru: "Показывает, что проверять."}
                source: /sys/class/scsi_host/*/proc_name
                since: 1
              - name: disk.ploop
                type: version
                pattern: '\\d{1,2}(\\.\\d{1,2}){0,2}'
                title: {en: ploop, ru: ploop}
                meaning: {en: "Version of ploop.", ru: "Версия ploop."}
                why: {en: "Says what to test.", ru: "Показывает, что проверять."}
                source: rpm -q ploop
                since: 1
              - name: disk.count
                type: counts
                values: [hdd, ssd]
                title: {en: Disks by type, ru: Диски по типам}
                meaning: {en: "How many disks of each type.", ru: "Сколько дисков каждого типа."}
                why: {en: "Says what to test.", ru: "Показывает, что проверять."}
                source: /sys/block/*/queue/rotational
                since: 1
              - name: disk.model
                type: counts
                pattern: '[A-Z0-9]{1,20}'
                title: {en: Disks by model, ru: Диски по моделям}
                meaning: {en: "How many disks of each model.", ru: "Сколько дисков каждой модели."}
                why: {en: "Says what to test.", ru: "Показывает, что проверять."}
                source: /sys/block/*/device/model
                since: 1
            """;

    /** A stranger's: all that the product asks for, and no more. */
    static final String WEATHER =
            """
            collector: weather
            title: Weather
            revision: 1
            metrics:
              - name: weather.sky
                type: category
                values: [clear, "a|b", "`x`", "other"]
                title: Sky <b> | [sky](x) *bright*
                why: |
                  Decides whether
                  we & others go out.
                source: /run/weather_*_now
                since: 1
            """;

    private Topics() {}

    static Topic read(String yaml) throws IOException {
        return MetricsFile.read(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
    }
}
