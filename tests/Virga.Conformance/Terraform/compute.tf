terraform {
  required_providers { aws = { source = "hashicorp/aws", version = "5.100.0" } }
}
variable "endpoint" { type = string }
provider "aws" {
  region                  = "us-east-1"
  access_key              = "test"
  secret_key              = "test"
  skip_metadata_api_check = true
  max_retries             = 2
  endpoints {
    ec2 = var.endpoint
    sts = var.endpoint
    iam = var.endpoint
    ssm = var.endpoint
  }
}

# What exists already, looked up in the ways that stacks do.
data "aws_ami" "ubuntu" {
  most_recent = true
  owners      = ["099720109477"]
  filter {
    name   = "name"
    values = ["ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-*"]
  }
}
data "aws_ami" "amazon" {
  most_recent = true
  owners      = ["amazon"]
  filter {
    name   = "name"
    values = ["al2023-ami-2023.*-x86_64"]
  }
}
data "aws_ami_ids" "ubuntu" {
  owners = ["099720109477"]
  filter {
    name   = "name"
    values = ["ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-*"]
  }
}
data "aws_ssm_parameter" "al2023" { name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" }
data "aws_availability_zones" "all" { state = "available" }
data "aws_ec2_instance_type" "t3" { instance_type = "t3.micro" }
data "aws_ec2_instance_types" "small" {
  filter {
    name   = "instance-type"
    values = ["t3.*"]
  }
}
data "aws_ec2_instance_type_offering" "first" {
  preferred_instance_types = ["t3.micro", "t2.micro"]
  filter {
    name   = "instance-type"
    values = ["t2.micro", "t3.micro"]
  }
}
data "aws_ec2_instance_type_offerings" "all" {
  location_type = "availability-zone"
  filter {
    name   = "instance-type"
    values = ["t3.micro"]
  }
}
data "aws_ec2_spot_price" "now" {
  instance_type     = "t3.micro"
  availability_zone = "us-east-1a"
  filter {
    name   = "product-description"
    values = ["Linux/UNIX"]
  }
}
data "aws_ebs_default_kms_key" "current" {}
data "aws_ebs_encryption_by_default" "current" {}
data "aws_ec2_serial_console_access" "current" {}

# The ground to stand on.
resource "aws_vpc" "main" {
  cidr_block           = "10.20.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "compute" }
}
resource "aws_internet_gateway" "main" { vpc_id = aws_vpc.main.id }
resource "aws_subnet" "main" {
  vpc_id                  = aws_vpc.main.id
  cidr_block              = "10.20.1.0/24"
  availability_zone       = "us-east-1a"
  map_public_ip_on_launch = true
}
resource "aws_security_group" "main" {
  name   = "compute"
  vpc_id = aws_vpc.main.id
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_key_pair" "main" {
  key_name   = "compute"
  public_key = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAILR+zNQbYY5ORuhYXGMTSnjRLzS9C5dUdWRKdlqi20q2 someone"
  tags       = { Name = "compute" }
}
resource "aws_placement_group" "main" {
  name     = "compute"
  strategy = "spread"
}
resource "aws_iam_role" "main" {
  name = "compute"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }]
  })
}
resource "aws_iam_instance_profile" "main" {
  name = "compute"
  role = aws_iam_role.main.name
}
resource "aws_network_interface" "own" {
  subnet_id       = aws_subnet.main.id
  security_groups = [aws_security_group.main.id]
  private_ips     = ["10.20.1.50"]
}

# Instances with every common block.
resource "aws_instance" "full" {
  ami                                  = data.aws_ami.ubuntu.id
  instance_type                        = "t3.micro"
  key_name                             = aws_key_pair.main.key_name
  subnet_id                            = aws_subnet.main.id
  vpc_security_group_ids               = [aws_security_group.main.id]
  iam_instance_profile                 = aws_iam_instance_profile.main.name
  placement_group                      = aws_placement_group.main.name
  associate_public_ip_address          = true
  private_ip                           = "10.20.1.20"
  secondary_private_ips                = ["10.20.1.21"]
  source_dest_check                    = false
  monitoring                           = true
  ebs_optimized                        = true
  disable_api_stop                     = false
  disable_api_termination              = false
  instance_initiated_shutdown_behavior = "terminate"
  user_data                            = "#!/bin/sh\necho hello\n"
  user_data_replace_on_change          = true
  volume_tags                          = { Owner = "compute" }
  root_block_device {
    volume_type           = "gp3"
    volume_size           = 20
    iops                  = 3500
    throughput            = 150
    encrypted             = true
    delete_on_termination = true
  }
  ebs_block_device {
    device_name = "/dev/sdf"
    volume_type = "io2"
    volume_size = 10
    iops        = 200
  }
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 2
    instance_metadata_tags      = "enabled"
  }
  credit_specification { cpu_credits = "standard" }
  cpu_options {
    core_count       = 1
    threads_per_core = 1
  }
  maintenance_options { auto_recovery = "disabled" }
  private_dns_name_options {
    hostname_type                     = "resource-name"
    enable_resource_name_dns_a_record = true
  }
  capacity_reservation_specification { capacity_reservation_preference = "none" }
  enclave_options { enabled = false }
  tags = { Name = "full" }
}
resource "aws_instance" "interface" {
  ami           = data.aws_ami.amazon.id
  instance_type = "t3.small"
  network_interface {
    network_interface_id = aws_network_interface.own.id
    device_index         = 0
  }
  hibernation = false
  tags        = { Name = "interface" }
}
resource "aws_instance" "spot" {
  ami           = data.aws_ssm_parameter.al2023.value
  instance_type = "t3.micro"
  subnet_id     = aws_subnet.main.id
  instance_market_options {
    market_type = "spot"
    spot_options {
      instance_interruption_behavior = "stop"
      spot_instance_type             = "persistent"
    }
  }
}
resource "aws_instance" "reserved" {
  ami           = data.aws_ami.ubuntu.id
  instance_type = "m5.large"
  subnet_id     = aws_subnet.main.id
  capacity_reservation_specification {
    capacity_reservation_target { capacity_reservation_id = aws_ec2_capacity_reservation.main.id }
  }
}
resource "aws_ec2_instance_state" "stopped" {
  instance_id = aws_instance.interface.id
  state       = "stopped"
}

# Storage.
resource "aws_ebs_volume" "data" {
  availability_zone = "us-east-1a"
  size              = 5
  type              = "gp3"
  tags              = { Name = "data" }
}
resource "aws_volume_attachment" "data" {
  device_name = "/dev/sdh"
  volume_id   = aws_ebs_volume.data.id
  instance_id = aws_instance.reserved.id
}
resource "aws_ebs_snapshot" "data" {
  volume_id   = aws_ebs_volume.data.id
  description = "of data"
  tags        = { Name = "data" }
}
resource "aws_ebs_snapshot_copy" "data" {
  source_snapshot_id = aws_ebs_snapshot.data.id
  source_region      = "us-east-1"
  encrypted          = true
  kms_key_id         = data.aws_ebs_default_kms_key.current.key_arn
}
resource "aws_snapshot_create_volume_permission" "data" {
  snapshot_id = aws_ebs_snapshot.data.id
  account_id  = "123456789012"
}
resource "aws_ebs_volume" "restored" {
  availability_zone = "us-east-1a"
  snapshot_id       = aws_ebs_snapshot.data.id
  type              = "gp2"
}
resource "aws_ami_from_instance" "image" {
  name                    = "compute-image"
  source_instance_id      = aws_instance.full.id
  snapshot_without_reboot = true
  tags                    = { Name = "image" }
}
resource "aws_ami_copy" "copy" {
  name              = "compute-copy"
  source_ami_id     = aws_ami_from_instance.image.id
  source_ami_region = "us-east-1"
}
resource "aws_ami" "registered" {
  name                = "compute-registered"
  architecture        = "x86_64"
  virtualization_type = "hvm"
  root_device_name    = "/dev/xvda"
  ena_support         = true
  imds_support        = "v2.0"
  ebs_block_device {
    device_name = "/dev/xvda"
    snapshot_id = aws_ebs_snapshot.data.id
    volume_size = 8
  }
}
resource "aws_ami_launch_permission" "image" {
  image_id   = aws_ami_from_instance.image.id
  account_id = "123456789012"
}

# Addresses.
resource "aws_eip" "main" {
  domain     = "vpc"
  depends_on = [aws_internet_gateway.main]
  tags       = { Name = "compute" }
}
resource "aws_eip_association" "main" {
  allocation_id = aws_eip.main.id
  instance_id   = aws_instance.full.id
}

# Templates, and what comes of them.
resource "aws_launch_template" "main" {
  name                   = "compute"
  description            = "a template"
  update_default_version = true
  image_id               = data.aws_ami.ubuntu.id
  instance_type          = "t3.small"
  key_name               = aws_key_pair.main.key_name
  user_data              = base64encode("#!/bin/sh\n")
  ebs_optimized          = "true"
  block_device_mappings {
    device_name = "/dev/sda1"
    ebs {
      volume_size           = 12
      volume_type           = "gp3"
      delete_on_termination = "true"
      encrypted             = "true"
    }
  }
  credit_specification { cpu_credits = "unlimited" }
  iam_instance_profile { name = aws_iam_instance_profile.main.name }
  metadata_options {
    http_endpoint = "enabled"
    http_tokens   = "required"
  }
  monitoring { enabled = true }
  network_interfaces {
    subnet_id                   = aws_subnet.main.id
    security_groups             = [aws_security_group.main.id]
    associate_public_ip_address = "true"
    delete_on_termination       = "true"
  }
  tag_specifications {
    resource_type = "instance"
    tags          = { From = "template" }
  }
}
resource "aws_instance" "template" {
  launch_template {
    id      = aws_launch_template.main.id
    version = "$Latest"
  }
  tags = { Name = "template" }

  # The provider hashes its own hash again where the data comes from a template: terraform-provider-aws issue 30825.
  lifecycle { ignore_changes = [user_data] }
}
resource "aws_launch_template" "fleet" {
  name          = "compute-fleet"
  image_id      = data.aws_ami.ubuntu.id
  instance_type = "m5.large"
}
# With terminate_instances, the provider sleeps five minutes before its first look at a fleet that it deleted
# (internal/service/ec2/ec2_fleet.go, "delay"): so the instances stay, in the default VPC, and the test ends them.
resource "aws_ec2_fleet" "main" {
  terminate_instances = false
  launch_template_config {
    launch_template_specification {
      launch_template_id = aws_launch_template.fleet.id
      version            = aws_launch_template.fleet.latest_version
    }
    override {
      instance_type     = "c5.large"
      availability_zone = "us-east-1a"
    }
  }
  target_capacity_specification {
    default_target_capacity_type = "spot"
    total_target_capacity        = 2
    on_demand_target_capacity    = 1
    spot_target_capacity         = 1
  }
  tags = { Name = "compute" }
}

# Spot, reservations, hosts.
resource "aws_spot_instance_request" "main" {
  ami                  = data.aws_ami.ubuntu.id
  instance_type        = "t3.micro"
  subnet_id            = aws_subnet.main.id
  wait_for_fulfillment = true
  tags                 = { Name = "spot" }
}
resource "aws_spot_fleet_request" "main" {
  iam_fleet_role                      = aws_iam_role.main.arn
  target_capacity                     = 1
  valid_from                          = "2025-01-01T00:00:00Z"
  terminate_instances_with_expiration = true
  terminate_instances_on_delete       = "true"
  wait_for_fulfillment                = true
  launch_specification {
    ami           = data.aws_ami.ubuntu.id
    instance_type = "m5.large"
  }
}
resource "aws_spot_datafeed_subscription" "main" {
  bucket = "spot-logs"
  prefix = "compute"
}
resource "aws_ec2_capacity_reservation" "main" {
  instance_type           = "m5.large"
  instance_platform       = "Linux/UNIX"
  availability_zone       = "us-east-1a"
  instance_count          = 2
  instance_match_criteria = "targeted"
  tags                    = { Name = "compute" }
}
resource "aws_ec2_host" "main" {
  instance_type     = "c5.large"
  availability_zone = "us-east-1a"
  host_recovery     = "on"
  auto_placement    = "on"
  tags              = { Name = "compute" }
}
resource "aws_instance" "hosted" {
  ami           = data.aws_ami.ubuntu.id
  instance_type = "c5.large"
  subnet_id     = aws_subnet.main.id
  tenancy       = "host"
  host_id       = aws_ec2_host.main.id
}
data "aws_ec2_capacity_block_offering" "main" {
  instance_type           = "p4d.24xlarge"
  instance_count          = 1
  capacity_duration_hours = 24
}
resource "aws_ec2_instance_connect_endpoint" "main" {
  subnet_id          = aws_subnet.main.id
  security_group_ids = [aws_security_group.main.id]
}

# Settings of the account.
resource "aws_ec2_serial_console_access" "main" { enabled = true }
resource "aws_ebs_encryption_by_default" "main" { enabled = true }
resource "aws_ec2_instance_metadata_defaults" "main" {
  http_tokens                 = "required"
  http_put_response_hop_limit = 2
}
resource "aws_ec2_image_block_public_access" "main" { state = "block-new-sharing" }
resource "aws_ebs_snapshot_block_public_access" "main" { state = "block-new-sharing" }
resource "aws_ec2_default_credit_specification" "main" {
  instance_family = "t2"
  cpu_credits     = "standard"
}

# What was made, looked up again.
data "aws_instance" "full" {
  instance_id   = aws_instance.full.id
  get_user_data = true
}
data "aws_instances" "named" {
  instance_tags = { Name = aws_instance.full.tags.Name }
}
data "aws_ebs_volume" "data" {
  filter {
    name   = "volume-id"
    values = [aws_ebs_volume.data.id]
  }
}
data "aws_ebs_volumes" "named" {
  tags = { Name = aws_ebs_volume.data.tags.Name }
}
data "aws_ebs_snapshot" "data" {
  snapshot_ids = [aws_ebs_snapshot.data.id]
}
data "aws_ebs_snapshot_ids" "all" {
  owners     = ["self"]
  depends_on = [aws_ebs_snapshot_copy.data]
}
data "aws_ami" "own" {
  owners = ["self"]
  filter {
    name   = "name"
    values = [aws_ami_from_instance.image.name]
  }
}
data "aws_launch_template" "main" { name = aws_launch_template.main.name }
data "aws_key_pair" "main" {
  key_name           = aws_key_pair.main.key_name
  include_public_key = true
}
data "aws_ec2_host" "main" { host_id = aws_ec2_host.main.id }
data "aws_eip" "main" { id = aws_eip.main.id }
data "aws_network_interface" "own" { id = aws_network_interface.own.id }
data "aws_eips" "named" {
  tags = { Name = aws_eip.main.tags.Name }
}
data "aws_network_interfaces" "subnet" {
  filter {
    name   = "subnet-id"
    values = [aws_network_interface.own.subnet_id]
  }
}
data "aws_iam_instance_profile" "main" { name = aws_iam_instance_profile.main.name }
data "aws_ec2_instance_type" "largest" { instance_type = "p5.48xlarge" }
data "aws_ec2_capacity_block_offering" "week" {
  instance_type           = "p5.48xlarge"
  instance_count          = 2
  capacity_duration_hours = 168
}
