-- Support: somebody who helps to set a city up and sees its configuration, never its people.
alter table role_grant drop constraint role_grant_role_check;
alter table role_grant add constraint role_grant_role_check check (role in
  ('administrator', 'coordinator', 'evaluator', 'signer', 'booth_officer', 'project_manager', 'observer', 'support'));

alter table invitation drop constraint invitation_role_check;
alter table invitation add constraint invitation_role_check check (role in
  ('administrator', 'coordinator', 'evaluator', 'signer', 'booth_officer', 'project_manager', 'observer', 'support'));
