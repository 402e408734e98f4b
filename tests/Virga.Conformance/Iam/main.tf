terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}
# What an instance needs of IAM, and the rest that people manage with Terraform.
variable "endpoint" {}
variable "team" {}
provider "aws" {
  region = "us-east-1"
  access_key = "test"
  secret_key = "test"
  skip_metadata_api_check = true
  endpoints { 
    iam = var.endpoint
    sts = var.endpoint
    ec2 = var.endpoint
    ssm = var.endpoint
  }
}
data "aws_caller_identity" "me" {}
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals { 
      type = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
  }
}
data "aws_iam_policy_document" "p" {
  statement {
    actions = ["ec2:Describe*", "ssm:GetParameters"]
    resources = ["*"]
  }
}
resource "aws_iam_role" "web" {
  name = "web"
  description = "d"
  max_session_duration = 3600
  assume_role_policy = data.aws_iam_policy_document.trust.json
  permissions_boundary = aws_iam_policy.p.arn
  tags = { team = var.team }
}
resource "aws_iam_policy" "p" {
  name = "p"
  path = "/x/"
  description = "what web may"
  policy = data.aws_iam_policy_document.p.json
  tags = { team = var.team }
}
resource "aws_iam_role_policy" "inline" {
  name = "inline"
  role = aws_iam_role.web.id
  policy = data.aws_iam_policy_document.p.json
}
resource "aws_iam_role_policy_attachment" "own" {
  role = aws_iam_role.web.name
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_role_policy_attachment" "ssm" {
  role = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
}
resource "aws_iam_instance_profile" "web" {
  name = "web"
  role = aws_iam_role.web.name
  tags = { team = var.team }
}
resource "aws_iam_user" "ci" {
  name = "ci"
  path = "/bots/"
  force_destroy = true
  tags = { team = var.team }
}
resource "aws_iam_user_policy" "ci" {
  user = aws_iam_user.ci.name
  policy = data.aws_iam_policy_document.p.json
}
resource "aws_iam_user_policy_attachment" "ci" {
  user = aws_iam_user.ci.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}
resource "aws_iam_access_key" "ci" { user = aws_iam_user.ci.name }
resource "aws_iam_group" "g" { name = "g" }
resource "aws_iam_group_policy" "g" {
  group = aws_iam_group.g.name
  policy = data.aws_iam_policy_document.p.json
}
resource "aws_iam_group_policy_attachment" "g" {
  group = aws_iam_group.g.name
  policy_arn = aws_iam_policy.p.arn
}
resource "aws_iam_group_membership" "g" {
  name = "m"
  group = aws_iam_group.g.name
  users = [aws_iam_user.ci.name]
}
resource "aws_iam_user_login_profile" "ci" { user = aws_iam_user.ci.name }
resource "aws_iam_openid_connect_provider" "gh" {
  url = "https://token.actions.githubusercontent.com"
  client_id_list = ["sts.amazonaws.com"]
  thumbprint_list = ["6938fd4d98bab03faadb97b34396831e3780aea1"]
}
resource "aws_iam_saml_provider" "idp" {
  name = "idp"
  saml_metadata_document = file("${path.module}/saml.xml")
}
resource "aws_iam_service_linked_role" "ecr" { aws_service_name = "replication.ecr.amazonaws.com" }
resource "aws_iam_account_alias" "a" { account_alias = "virga-test" }
resource "aws_iam_account_password_policy" "p" { 
  minimum_password_length = 12
  require_symbols = true
  allow_users_to_change_password = true
}
resource "aws_iam_service_specific_credential" "c" {
  service_name = "codecommit.amazonaws.com"
  user_name = aws_iam_user.ci.name
}
resource "aws_ssm_parameter" "s" {
  name = "/app/x"
  type = "String"
  value = "w"
  tags = { a = "b" }
}
resource "aws_ssm_parameter" "sec" {
  name = "sec"
  type = "SecureString"
  value = "hunter2"
}
data "aws_ssm_parameter" "ami" { name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" }
data "aws_iam_policy" "managed" { name = "AmazonEC2FullAccess" }
data "aws_iam_role" "web" {
  name = aws_iam_role.web.name
}
