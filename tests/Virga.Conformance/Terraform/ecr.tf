# Every resource and data source of ECR in the AWS provider that the registry of an account has.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "endpoint" {
  type = string
}

provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  endpoints {
    ecr = var.endpoint
    iam = var.endpoint
    sts = var.endpoint
  }
}

data "aws_caller_identity" "me" {}

resource "aws_ecr_repository" "app" {
  name                 = "team/app"
  image_tag_mutability = "IMMUTABLE"
  force_delete         = true
  image_scanning_configuration {
    scan_on_push = true
  }
  encryption_configuration {
    encryption_type = "AES256"
  }
  tags = {
    Team = "platform"
    Name = "app"
  }
}

resource "aws_ecr_repository" "locked" {
  name                 = "locked"
  image_tag_mutability = "MUTABLE"
  encryption_configuration {
    encryption_type = "KMS"
    kms_key         = "arn:aws:kms:us-east-1:${data.aws_caller_identity.me.account_id}:key/00000000-0000-4000-8000-000000000000"
  }
}

resource "aws_ecr_lifecycle_policy" "app" {
  repository = aws_ecr_repository.app.name
  policy = jsonencode({
    rules = [
      {
        rulePriority = 1
        description  = "untagged images go after a fortnight"
        selection = {
          tagStatus   = "untagged"
          countType   = "sinceImagePushed"
          countUnit   = "days"
          countNumber = 14
        }
        action = { type = "expire" }
      },
      {
        rulePriority = 2
        description  = "thirty releases stay"
        selection = {
          tagStatus      = "tagged"
          tagPatternList = ["v*"]
          countType      = "imageCountMoreThan"
          countNumber    = 30
        }
        action = { type = "expire" }
      },
    ]
  })
}

data "aws_iam_policy_document" "pull" {
  statement {
    sid    = "another account pulls"
    effect = "Allow"
    principals {
      type        = "AWS"
      identifiers = ["111122223333"]
    }
    actions = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchCheckLayerAvailability"]
  }
}

resource "aws_ecr_repository_policy" "app" {
  repository = aws_ecr_repository.app.name
  policy     = data.aws_iam_policy_document.pull.json
}

resource "aws_ecr_registry_policy" "here" {
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "replicas"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::111122223333:root" }
      Action    = ["ecr:ReplicateImage"]
      Resource  = ["arn:aws:ecr:us-east-1:${data.aws_caller_identity.me.account_id}:repository/*"]
    }]
  })
}

resource "aws_ecr_registry_scanning_configuration" "here" {
  scan_type = "BASIC"
  rule {
    scan_frequency = "SCAN_ON_PUSH"
    repository_filter {
      filter      = "team/*"
      filter_type = "WILDCARD"
    }
  }
}

resource "aws_ecr_replication_configuration" "here" {
  replication_configuration {
    rule {
      destination {
        region      = "eu-west-1"
        registry_id = data.aws_caller_identity.me.account_id
      }
      destination {
        region      = "us-west-2"
        registry_id = data.aws_caller_identity.me.account_id
      }
      repository_filter {
        filter      = "team/"
        filter_type = "PREFIX_MATCH"
      }
    }
  }
}

resource "aws_ecr_pull_through_cache_rule" "public" {
  ecr_repository_prefix = "ecr-public"
  upstream_registry_url = "public.ecr.aws"
}

resource "aws_ecr_repository_creation_template" "push" {
  prefix               = "made"
  description          = "repositories that a push makes"
  image_tag_mutability = "IMMUTABLE"
  applied_for          = ["PULL_THROUGH_CACHE", "REPLICATION"]
  custom_role_arn      = "arn:aws:iam::${data.aws_caller_identity.me.account_id}:role/ecr-templates"
  encryption_configuration {
    encryption_type = "AES256"
  }
  repository_policy = data.aws_iam_policy_document.pull.json
  lifecycle_policy = jsonencode({
    rules = [{
      rulePriority = 1
      selection = {
        tagStatus   = "any"
        countType   = "imageCountMoreThan"
        countNumber = 5
      }
      action = { type = "expire" }
    }]
  })
  resource_tags = {
    From = "template"
  }
}

resource "aws_ecr_account_setting" "mounting" {
  name  = "BASIC_SCAN_TYPE_VERSION"
  value = "AWS_NATIVE"
}

data "aws_ecr_authorization_token" "here" {}

data "aws_ecr_repository" "app" {
  name       = aws_ecr_repository.app.name
  depends_on = [aws_ecr_repository.app]
}

data "aws_ecr_repositories" "all" {
  depends_on = [aws_ecr_repository.app, aws_ecr_repository.locked]
}

data "aws_ecr_pull_through_cache_rule" "public" {
  ecr_repository_prefix = aws_ecr_pull_through_cache_rule.public.ecr_repository_prefix
}

data "aws_ecr_repository_creation_template" "push" {
  prefix = aws_ecr_repository_creation_template.push.prefix
}

data "aws_ecr_lifecycle_policy_document" "written" {
  rule {
    priority = 1
    selection {
      tag_status   = "any"
      count_type   = "imageCountMoreThan"
      count_number = 100
    }
  }
}

output "user" {
  value = data.aws_ecr_authorization_token.here.user_name
}

output "endpoint" {
  value = data.aws_ecr_authorization_token.here.proxy_endpoint
}

output "uri" {
  value = aws_ecr_repository.app.repository_url
}

output "names" {
  value = join(",", sort(data.aws_ecr_repositories.all.names))
}
