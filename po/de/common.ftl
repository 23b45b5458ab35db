### Texte, die Fenster und Terminal teilen: Namen, Fehler, Befunde.

## Namen

app-name = Isotope
app-summary = Systeme aktualisieren, zurücknehmen und wechseln

## Zahlen

decimal-separator = ,
size-bytes = { $value } { $value ->
    [one] Byte
   *[other] Byte
}
size-kilobytes = { $value } kB
size-megabytes = { $value } MB
size-gigabytes = { $value } GB
