// Postfix: submission with STARTTLS and with TLS from the first byte, SASL by Dovecot, delivery to Dovecot.
//
// As at a large provider: only over TLS, only signed in, only with the account's own sender address, and here only to
// the stand's own mailboxes, so that no message ever leaves the machine.

import { chmodSync, chownSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const QUEUES = ['active', 'bounce', 'corrupt', 'defer', 'deferred', 'flush', 'hold', 'incoming', 'private', 'saved', 'trace'];

export function postfix({ folder, ports, tls, faulty, certificates, mailboxes, sockets }) {
  const uid = Number(execFileSync('id', ['-u', 'postfix']));
  const postdrop = Number(execFileSync('getent', ['group', 'postdrop']).toString().split(':')[2]);
  const queue = join(folder, 'queue');
  const data = join(folder, 'data');
  mkdirSync(join(queue, 'pid'), { recursive: true });
  mkdirSync(data, { mode: 0o700 });
  chownSync(data, uid, 0);
  for (const name of QUEUES) {
    mkdirSync(join(queue, name), { mode: 0o700 });
    chownSync(join(queue, name), uid, 0);
  }
  for (const [name, mode] of [['maildrop', 0o1730], ['public', 0o2710]]) {
    mkdirSync(join(queue, name));
    chownSync(join(queue, name), uid, postdrop);
    chmodSync(join(queue, name), mode);
  }

  const inline = (pairs) => `inline:{ ${pairs.map(([key, value]) => `{ ${key} = ${value} }`).join(', ')} }`;
  const addresses = mailboxes.map(({ address }) => address);
  const domains = [...new Set(addresses.map((address) => address.split('@')[1]))];
  writeFileSync(join(folder, 'main.cf'), `
compatibility_level = 3.6
queue_directory = ${queue}
data_directory = ${data}
maillog_file = ${join(folder, 'postfix.log')}
maillog_file_prefixes = ${folder}
myhostname = mail.firma.test
mydestination =
mynetworks = 192.0.2.0/32
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
disable_dns_lookups = yes
smtpd_peername_lookup = no
local_recipient_maps =
alias_maps =
default_transport = error:this stand sends nothing to other machines
virtual_mailbox_domains = ${domains.join(' ')}
virtual_mailbox_maps = ${inline(addresses.map((address) => [address, 'yes']))}
virtual_transport = lmtp:unix:${sockets.lmtp}
lmtp_destination_recipient_limit = 1

smtpd_sasl_type = dovecot
smtpd_sasl_path = ${sockets.sasl}
smtpd_sasl_auth_enable = yes
smtpd_sasl_security_options = noanonymous
# A token of 4 kB in one line, and some room.
line_length_limit = 16384
smtpd_tls_chain_files = ${certificates.chain}
smtpd_tls_auth_only = yes
smtpd_tls_mandatory_protocols = >=TLSv1.2
smtpd_client_restrictions =
smtpd_sender_login_maps = ${inline(addresses.map((address) => [address, address]))}
smtpd_sender_restrictions = reject_sender_login_mismatch
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = reject_unauth_destination, check_policy_service unix:${sockets.quota}, permit_sasl_authenticated, reject
# Failed logins and wrong recipients are what the tests do all day.
smtpd_error_sleep_time = 0
smtpd_soft_error_limit = 1000
smtpd_hard_error_limit = 1000
smtpd_client_connection_count_limit = 0
`);
  writeFileSync(join(folder, 'no_message_id'), '/^Message-ID:/ IGNORE\n');
  const daemon = (name, type, program = name, more = '') => `${name} ${type} n - n - - ${program}${more}\n`;
  writeFileSync(join(folder, 'master.cf'), [
    ...[
      [`127.0.0.1:${ports.smtp}`, ''],
      [`${faulty.other_name}:${ports.smtp}`, ''],
      [`${faulty.expired}:${ports.smtp}`, ` -o smtpd_tls_chain_files=${certificates.expiredChain}`],
      [`${faulty.no_xoauth2}:${ports.smtp}`, ' -o smtpd_sasl_mechanism_filter=plain,login'],
      [`${faulty.renames}:${ports.smtp}`, ' -o cleanup_service_name=rename'],
    ].map(([at, more]) => daemon(at, 'inet', 'smtpd', `\n  -o syslog_name=postfix/submission -o smtpd_tls_security_level=encrypt${more}`)),
    ...[ports.smtp, tls.smtp].map((port) => daemon(`${faulty.plain}:${port}`, 'inet', 'smtpd', '\n  -o syslog_name=postfix/plain -o smtpd_tls_security_level=none')),
    ...[`127.0.0.1:${ports.smtps}`, `${tls.host}:${tls.smtp}`].map((at) => daemon(at, 'inet', 'smtpd', '\n  -o syslog_name=postfix/submissions -o smtpd_tls_security_level=encrypt -o smtpd_tls_wrappermode=yes')),
    'pickup unix n - n 60 1 pickup\n',
    'cleanup unix n - n - 0 cleanup\n',
    `rename unix n - n - 0 cleanup\n  -o header_checks=regexp:${join(folder, 'no_message_id')} -o always_add_missing_headers=yes\n`,
    'qmgr unix n - n 300 1 qmgr\n',
    'tlsmgr unix - - n 1000? 1 tlsmgr\n',
    'rewrite unix - - n - - trivial-rewrite\n',
    'bounce unix - - n - 0 bounce\n',
    'defer unix - - n - 0 bounce\n',
    'trace unix - - n - 0 bounce\n',
    'verify unix - - n - 1 verify\n',
    'proxymap unix - - n - - proxymap\n',
    'error unix - - n - - error\n',
    'retry unix - - n - - error\n',
    'lmtp unix - - n - - lmtp\n',
    'anvil unix - - n - 1 anvil\n',
    'postlog unix-dgram n - n - 1 postlogd\n',
  ].join(''));
  // Postfix does not read a configuration that was written a moment ago: it waits until it is a second old.
  utimesSync(join(folder, 'main.cf'), 0, 0);
  utimesSync(join(folder, 'master.cf'), 0, 0);
  // `-s` keeps master in the foreground's place: it leads its own process group and ends its daemons with itself.
  return { command: '/usr/lib/postfix/sbin/master', args: ['-c', folder, '-s'], log: join(folder, 'start.log'), env: { MAIL_CONFIG: folder } };
}
