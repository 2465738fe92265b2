# Mailkey in English. Sections: common, settings (field names), errors, command line, window.

### Common
app-name = Mailkey
token-not-acquired = Not acquired
token-waiting = Waiting for authorization
token-acquired = Acquired
token-invalid = Invalid
