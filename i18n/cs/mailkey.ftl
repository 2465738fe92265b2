# Mailkey česky. Oddíly: společné, nastavení (názvy polí), chyby, příkazová řádka, okno.

### Společné
app-name = Mailkey
token-not-acquired = Nenačteno
token-waiting = Čekání na autorizaci
token-acquired = Načteno
token-invalid = Neplatný
