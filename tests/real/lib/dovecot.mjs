// Dovecot: POP3 (STLS and TLS), SASL for Postfix, and delivery by LMTP.
//
// XOAUTH2 and OAUTHBEARER ask the authority server about each token (RFC 7662); PLAIN and LOGIN look into a file. The
// traps that this configuration goes round are noted where they are.

import { chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { basename, join } from 'node:path';

const id = (flag, user) => Number(execFileSync('id', [flag, user]));

/** Puts a message into a mailbox, before anybody else does. */
function fill(home, uid, gid) {
  const folders = ['', 'Maildir', 'Maildir/new', 'Maildir/cur', 'Maildir/tmp'].map((name) => join(home, name));
  const message = join(home, 'Maildir/new/1.stand');
  for (const folder of folders) mkdirSync(folder);
  writeFileSync(message, 'Subject: x\r\n\r\nx\r\n');
  for (const path of [...folders, message]) chownSync(path, uid, gid);
}

export function dovecot({ folder, ports, tls, faulty, certificates, introspection, mailboxes, sockets }) {
  const uid = id('-u', 'mail');
  const gid = id('-g', 'mail');
  mkdirSync(join(folder, 'mail'), { recursive: true });
  mkdirSync(join(folder, 'run'), { recursive: true });
  chownSync(join(folder, 'mail'), uid, gid);

  const users = join(folder, 'users');
  writeFileSync(users, mailboxes.map(({ address, password, quota }) => {
    const rule = quota === undefined ? '' : `userdb_quota_rule=*:bytes=${quota}`;
    return `${address}:{PLAIN}${password}:${uid}:${gid}::${join(folder, 'mail', address)}::${rule}\n`;
  }).join(''));
  for (const { address } of mailboxes.filter(({ quota }) => quota !== undefined)) fill(join(folder, 'mail', address), uid, gid);
  // A key that Dovecot does not know kills its auth process here, and every login then hangs for a minute.
  const oauth2 = join(folder, 'oauth2.conf');
  writeFileSync(oauth2, [
    'introspection_mode = post',
    `introspection_url = ${introspection}`,
    'username_attribute = username',
    'active_attribute = active',
    'active_value = true',
    `tls_ca_cert_file = ${certificates.ca}`,
    'timeout_msecs = 3000',
    '',
  ].join('\n'));

  const configuration = join(folder, 'dovecot.conf');
  writeFileSync(configuration, `
base_dir = ${join(folder, 'run')}
state_dir = ${join(folder, 'run')}
log_path = ${join(folder, 'dovecot.log')}
auth_verbose = yes
protocols = pop3 lmtp
ssl = yes
ssl_cert = <${certificates.certificate}
ssl_key = <${certificates.key}
ssl_min_protocol = TLSv1.2
disable_plaintext_auth = yes
local ${faulty.expired} {
  ssl_cert = <${certificates.expired}
}
local ${faulty.plain} {
  ssl = no
  disable_plaintext_auth = no
}
first_valid_uid = 1
mail_location = maildir:~/Maildir
mail_uid = ${uid}
mail_gid = ${gid}
# Deliveries and deletions of one second would otherwise not be seen by a session of the same second.
mailbox_list_index = no
auth_mechanisms = plain login xoauth2 oauthbearer
auth_failure_delay = 0
passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${oauth2}
}
passdb {
  driver = passwd-file
  mechanisms = plain login
  args = scheme=PLAIN username_format=%u ${users}
}
# A static userdb would ask the passdbs above whether a recipient exists, and those answer for their mechanisms only.
userdb {
  driver = passwd-file
  args = username_format=%u ${users}
}
service anvil {
  chroot =
  # Each failed login would make the next one from this address slower.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
service pop3-login {
  chroot =
  inet_listener pop3 {
    address = 127.0.0.1 ${faulty.other_name} ${faulty.expired} ${faulty.plain}
    port = ${ports.pop}
  }
  inet_listener pop3s {
    address = 127.0.0.1
    port = ${ports.pops}
    ssl = yes
  }
  inet_listener pop3s_usual {
    address = ${tls.host}
    port = ${tls.pop}
    ssl = yes
  }
  inet_listener no_pop3s {
    address = ${faulty.plain}
    port = ${tls.pop}
  }
}
service auth {
  unix_listener ${basename(sockets.sasl)} {
    mode = 0666
  }
}
service lmtp {
  unix_listener ${basename(sockets.lmtp)} {
    mode = 0666
  }
}
# Postfix asks before it takes a message for a mailbox.
mail_plugins = quota
plugin {
  quota = maildir:User quota
  quota_status_success = DUNNO
  quota_status_nouser = DUNNO
  quota_status_overquota = "552 5.2.2 Mailbox is full"
}
service quota-status {
  executable = quota-status -p postfix
  chroot =
  unix_listener ${basename(sockets.quota)} {
    mode = 0666
  }
}
`);
  return { command: 'dovecot', args: ['-F', '-c', configuration], log: join(folder, 'start.log') };
}
