### Texts that the window and the terminal share: names, errors, findings.

## Names

# The program's name; never translated.
app-name = Isotope
app-summary = Update, undo and switch systems

## Numbers

# What stands between whole and part of a number: 2.1
decimal-separator = .
size-bytes = { $value } { $value ->
    [one] byte
   *[other] bytes
}
size-kilobytes = { $value } kB
size-megabytes = { $value } MB
size-gigabytes = { $value } GB
