terraform {
  required_providers { aws = { source = "hashicorp/aws", version = "5.100.0" } }
}
variable "endpoint" { type = string }
provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_metadata_api_check     = true
  max_retries                 = 2
  endpoints {
    ec2 = var.endpoint
    sts = var.endpoint
    iam = var.endpoint
  }
}
locals { zones = ["us-east-1a", "us-east-1b", "us-east-1c"] }
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_support   = true
  enable_dns_hostnames = true
  tags                 = { Name = "main" }
}
resource "aws_vpc_ipv4_cidr_block_association" "extra" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.1.0.0/16"
}
resource "aws_internet_gateway" "main" {
  vpc_id = aws_vpc.main.id
  tags   = { Name = "main" }
}
resource "aws_subnet" "public" {
  count                   = 3
  vpc_id                  = aws_vpc.main.id
  availability_zone       = local.zones[count.index]
  cidr_block              = cidrsubnet("10.0.0.0/16", 8, count.index)
  map_public_ip_on_launch = true
  tags                    = { Name = "public-${count.index}" }
}
resource "aws_subnet" "private" {
  count             = 3
  vpc_id            = aws_vpc.main.id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet("10.0.0.0/16", 8, 10 + count.index)
  tags              = { Name = "private-${count.index}" }
}
resource "aws_subnet" "database" {
  count             = 3
  vpc_id            = aws_vpc_ipv4_cidr_block_association.extra.vpc_id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet("10.1.0.0/16", 8, count.index)
}
resource "aws_eip" "nat" {
  domain = "vpc"
  tags   = { Name = "nat" }
}
resource "aws_nat_gateway" "main" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public[0].id
  depends_on    = [aws_internet_gateway.main]
  tags          = { Name = "main" }
}
resource "aws_route_table" "public" {
  vpc_id = aws_vpc.main.id
  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.main.id
  }
}
resource "aws_route_table_association" "public" {
  count          = 3
  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}
resource "aws_route_table" "private" {
  vpc_id = aws_vpc.main.id
}
resource "aws_route" "nat" {
  route_table_id         = aws_route_table.private.id
  destination_cidr_block = "0.0.0.0/0"
  nat_gateway_id         = aws_nat_gateway.main.id
}
resource "aws_route" "peer" {
  route_table_id            = aws_route_table.private.id
  destination_cidr_block    = "10.9.0.0/16"
  vpc_peering_connection_id = aws_vpc_peering_connection.peer.id
}
resource "aws_route_table_association" "private" {
  count          = 3
  subnet_id      = aws_subnet.private[count.index].id
  route_table_id = aws_route_table.private.id
}
resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.main.default_route_table_id
  tags                   = { Name = "default" }
}
resource "aws_default_security_group" "main" {
  vpc_id = aws_vpc.main.id
  ingress {
    protocol  = "-1"
    self      = true
    from_port = 0
    to_port   = 0
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
}
resource "aws_default_network_acl" "main" {
  default_network_acl_id = aws_vpc.main.default_network_acl_id
  ingress {
    protocol   = "-1"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
  egress {
    protocol   = "-1"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
  lifecycle { ignore_changes = [subnet_ids] }
}
resource "aws_network_acl" "private" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = aws_subnet.private[*].id
  ingress {
    protocol   = "tcp"
    rule_no    = 100
    action     = "allow"
    cidr_block = "10.0.0.0/8"
    from_port  = 1
    to_port    = 65535
  }
  egress {
    protocol   = "-1"
    rule_no    = 100
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }
}
resource "aws_network_acl" "database" {
  vpc_id     = aws_vpc.main.id
  subnet_ids = aws_subnet.database[*].id
}
resource "aws_network_acl_rule" "database" {
  network_acl_id = aws_network_acl.database.id
  rule_number    = 200
  protocol       = "icmp"
  icmp_type      = -1
  icmp_code      = -1
  rule_action    = "allow"
  cidr_block     = "10.0.0.0/8"
}
resource "aws_security_group" "web" {
  name        = "web"
  description = "web tier"
  vpc_id      = aws_vpc.main.id
  ingress {
    description = "https"
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["0.0.0.0/0", "10.0.0.0/8"]
  }
  egress {
    protocol    = "-1"
    from_port   = 0
    to_port     = 0
    cidr_blocks = ["0.0.0.0/0"]
  }
  tags = { Name = "web" }
}
resource "aws_security_group" "database" {
  name        = "database"
  description = "database tier"
  vpc_id      = aws_vpc.main.id
}
resource "aws_vpc_security_group_ingress_rule" "database" {
  security_group_id            = aws_security_group.database.id
  referenced_security_group_id = aws_security_group.web.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  description                  = "from web"
  tags                         = { Name = "pg" }
}
resource "aws_vpc_security_group_egress_rule" "database" {
  security_group_id = aws_security_group.database.id
  prefix_list_id    = aws_ec2_managed_prefix_list.offices.id
  ip_protocol       = "-1"
}
resource "aws_security_group_rule" "web" {
  security_group_id = aws_security_group.database.id
  type              = "ingress"
  protocol          = "icmp"
  from_port         = -1
  to_port           = -1
  cidr_blocks       = ["10.0.0.0/16"]
}
resource "aws_ec2_managed_prefix_list" "offices" {
  name           = "offices"
  address_family = "IPv4"
  max_entries    = 5
  entry {
    cidr        = "192.0.2.0/24"
    description = "one"
  }
  entry {
    cidr        = "198.51.100.0/24"
    description = "two"
  }
}
resource "aws_vpc_dhcp_options" "main" {
  domain_name         = "example.internal"
  domain_name_servers = ["AmazonProvidedDNS"]
  ntp_servers         = ["10.0.0.2"]
}
resource "aws_vpc_dhcp_options_association" "main" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = aws_vpc_dhcp_options.main.id
}
resource "aws_vpc" "peer" {
  cidr_block                       = "10.9.0.0/16"
  assign_generated_ipv6_cidr_block = true
}
resource "aws_subnet" "peer" {
  vpc_id                          = aws_vpc.peer.id
  cidr_block                      = "10.9.1.0/24"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.peer.ipv6_cidr_block, 8, 1)
  assign_ipv6_address_on_creation = true
}
resource "aws_egress_only_internet_gateway" "peer" {
  vpc_id = aws_vpc.peer.id
}
resource "aws_route" "ipv6" {
  route_table_id              = aws_vpc.peer.main_route_table_id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.peer.id
}
resource "aws_vpc_peering_connection" "peer" {
  vpc_id      = aws_vpc.main.id
  peer_vpc_id = aws_vpc.peer.id
  auto_accept = true
  accepter { allow_remote_vpc_dns_resolution = true }
  requester { allow_remote_vpc_dns_resolution = true }
}
# In a subnet where no address is given by chance: one of those could be the one asked for here.
resource "aws_network_interface" "extra" {
  subnet_id         = aws_subnet.database[0].id
  private_ips       = ["10.1.0.50", "10.1.0.51"]
  security_groups   = [aws_security_group.web.id]
  source_dest_check = false
  description       = "extra"
}
resource "aws_eip" "extra" {
  domain = "vpc"
}
resource "aws_eip_association" "extra" {
  allocation_id        = aws_eip.extra.id
  network_interface_id = aws_network_interface.extra.id
  private_ip_address   = "10.1.0.50"
  depends_on           = [aws_internet_gateway.main]
}
resource "aws_vpc_endpoint" "s3" {
  vpc_id          = aws_vpc.main.id
  service_name    = "com.amazonaws.us-east-1.s3"
  route_table_ids = [aws_route_table.private.id]
}
resource "aws_vpc_endpoint" "logs" {
  vpc_id              = aws_vpc.main.id
  service_name        = "com.amazonaws.us-east-1.logs"
  vpc_endpoint_type   = "Interface"
  private_dns_enabled = true
  subnet_ids          = aws_subnet.private[*].id
  security_group_ids  = [aws_security_group.web.id]
}
resource "aws_flow_log" "main" {
  vpc_id               = aws_vpc.main.id
  traffic_type         = "ALL"
  log_destination_type = "s3"
  log_destination      = "arn:aws:s3:::logs/vpc/"
}
data "aws_vpc" "main" {
  filter {
    name   = "tag:Name"
    values = [aws_vpc.main.tags.Name]
  }
}
data "aws_vpc" "default" { default = true }
data "aws_vpcs" "all" { depends_on = [aws_vpc.main, aws_vpc.peer] }
data "aws_subnet" "private" {
  vpc_id     = aws_vpc.main.id
  cidr_block = aws_subnet.private[1].cidr_block
}
data "aws_subnets" "private" {
  filter {
    name   = "vpc-id"
    values = [aws_vpc.main.id]
  }
  filter {
    name   = "tag:Name"
    values = ["private-*"]
  }
  depends_on = [aws_subnet.private]
}
data "aws_security_group" "web" {
  name   = aws_security_group.web.name
  vpc_id = aws_vpc.main.id
}
data "aws_security_groups" "tiers" {
  filter {
    name   = "group-name"
    values = [aws_security_group.web.name, aws_security_group.database.name]
  }
}
data "aws_route_table" "private" { subnet_id = aws_route_table_association.private[0].subnet_id }
data "aws_route_tables" "all" {
  vpc_id     = aws_vpc.main.id
  depends_on = [aws_route_table.public, aws_route_table.private]
}
data "aws_route" "nat" {
  route_table_id         = aws_route.nat.route_table_id
  destination_cidr_block = aws_route.nat.destination_cidr_block
}
data "aws_nat_gateway" "main" {
  subnet_id = aws_nat_gateway.main.subnet_id
  state     = "available"
}
data "aws_internet_gateway" "main" {
  filter {
    name   = "attachment.vpc-id"
    values = [aws_internet_gateway.main.vpc_id]
  }
}
data "aws_ec2_managed_prefix_list" "offices" { name = aws_ec2_managed_prefix_list.offices.name }
data "aws_prefix_list" "s3" { prefix_list_id = aws_vpc_endpoint.s3.prefix_list_id }
data "aws_vpc_endpoint" "s3" { id = aws_vpc_endpoint.s3.id }
data "aws_vpc_endpoint_service" "logs" {
  service      = "logs"
  service_type = "Interface"
}
data "aws_vpc_dhcp_options" "main" { dhcp_options_id = aws_vpc_dhcp_options.main.id }
data "aws_vpc_peering_connection" "peer" { id = aws_vpc_peering_connection.peer.id }
data "aws_network_acls" "private" {
  vpc_id     = aws_vpc.main.id
  depends_on = [aws_network_acl.private, aws_network_acl.database]
}
data "aws_availability_zone" "first" { name = local.zones[0] }
data "aws_availability_zones" "all" { state = "available" }
data "aws_region" "here" {}
data "aws_regions" "all" {}
output "found" {
  value = join(",", [
    data.aws_vpc.main.id == aws_vpc.main.id,
    data.aws_vpc.default.cidr_block == "172.31.0.0/16",
    contains(data.aws_vpcs.all.ids, aws_vpc.peer.id),
    data.aws_subnet.private.id == aws_subnet.private[1].id,
    toset(data.aws_subnets.private.ids) == toset(aws_subnet.private[*].id),
    data.aws_security_group.web.id == aws_security_group.web.id,
    length(data.aws_security_groups.tiers.ids) == 2,
    data.aws_route_table.private.id == aws_route_table.private.id,
    length(data.aws_route_tables.all.ids) == 3,
    data.aws_route.nat.nat_gateway_id == aws_nat_gateway.main.id,
    data.aws_nat_gateway.main.public_ip == aws_eip.nat.public_ip,
    data.aws_internet_gateway.main.id == aws_internet_gateway.main.id,
    length(data.aws_ec2_managed_prefix_list.offices.entries) == 2,
    data.aws_prefix_list.s3.name == "com.amazonaws.us-east-1.s3",
    data.aws_vpc_endpoint.s3.service_name == aws_vpc_endpoint.s3.service_name,
    data.aws_vpc_endpoint_service.logs.service_name == aws_vpc_endpoint.logs.service_name,
    data.aws_vpc_dhcp_options.main.domain_name == "example.internal",
    data.aws_vpc_peering_connection.peer.peer_vpc_id == aws_vpc.peer.id,
    length(data.aws_network_acls.private.ids) == 3,
    data.aws_availability_zone.first.region == "us-east-1",
    contains(data.aws_availability_zones.all.names, "us-east-1c"),
    data.aws_region.here.name == "us-east-1",
    contains(data.aws_regions.all.names, "eu-central-1"),
  ])
}
