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

# IPAM: a pool of pools, one for the region, one of Amazon's IPv6; VPCs and the user take blocks of them.
resource "aws_vpc_ipam" "main" {
  operating_regions { region_name = "us-east-1" }
  tags = { Name = "main" }
}
resource "aws_vpc_ipam_scope" "extra" {
  ipam_id     = aws_vpc_ipam.main.id
  description = "extra"
}
resource "aws_vpc_ipam_pool" "top" {
  address_family = "ipv4"
  ipam_scope_id  = aws_vpc_ipam.main.private_default_scope_id
  tags           = { Name = "top" }
}
resource "aws_vpc_ipam_pool_cidr" "top" {
  ipam_pool_id = aws_vpc_ipam_pool.top.id
  cidr         = "10.64.0.0/10"
}
resource "aws_vpc_ipam_pool" "region" {
  address_family                    = "ipv4"
  ipam_scope_id                     = aws_vpc_ipam.main.private_default_scope_id
  source_ipam_pool_id               = aws_vpc_ipam_pool.top.id
  locale                            = "us-east-1"
  allocation_default_netmask_length = 16
  allocation_min_netmask_length     = 16
  allocation_max_netmask_length     = 28
}
resource "aws_vpc_ipam_pool_cidr" "region" {
  ipam_pool_id = aws_vpc_ipam_pool.region.id
  cidr         = "10.64.0.0/12"
  depends_on   = [aws_vpc_ipam_pool_cidr.top]
}
resource "aws_vpc_ipam_pool_cidr_allocation" "reserved" {
  ipam_pool_id   = aws_vpc_ipam_pool.region.id
  netmask_length = 24
  description    = "kept"
  depends_on     = [aws_vpc_ipam_pool_cidr.region]
}
resource "aws_vpc_ipam_pool" "ipv6" {
  address_family        = "ipv6"
  ipam_scope_id         = aws_vpc_ipam.main.public_default_scope_id
  locale                = "us-east-1"
  publicly_advertisable = false
  public_ip_source      = "amazon"
  aws_service           = "ec2"
}
resource "aws_vpc_ipam_pool_cidr" "ipv6" {
  ipam_pool_id   = aws_vpc_ipam_pool.ipv6.id
  netmask_length = 52
}
resource "aws_vpc" "a" {
  ipv4_ipam_pool_id   = aws_vpc_ipam_pool.region.id
  ipv4_netmask_length = 20
  ipv6_ipam_pool_id   = aws_vpc_ipam_pool.ipv6.id
  ipv6_netmask_length = 56
  depends_on          = [aws_vpc_ipam_pool_cidr.region, aws_vpc_ipam_pool_cidr.ipv6]
  tags                = { Name = "a" }
}
resource "aws_vpc_ipv4_cidr_block_association" "a" {
  vpc_id              = aws_vpc.a.id
  ipv4_ipam_pool_id   = aws_vpc_ipam_pool.region.id
  ipv4_netmask_length = 24
}

# IPv6
resource "aws_vpc" "b" {
  cidr_block                       = "10.2.0.0/16"
  assign_generated_ipv6_cidr_block = true
  tags                             = { Name = "b" }
}
resource "aws_subnet" "a" {
  count           = 2
  vpc_id          = aws_vpc.a.id
  cidr_block      = cidrsubnet(aws_vpc.a.cidr_block, 4, count.index)
  ipv6_cidr_block = cidrsubnet(aws_vpc.a.ipv6_cidr_block, 8, count.index)
  availability_zone = element(["us-east-1a", "us-east-1b"], count.index)
}
resource "aws_subnet" "b" {
  vpc_id                          = aws_vpc.b.id
  cidr_block                      = "10.2.0.0/24"
  ipv6_cidr_block                 = cidrsubnet(aws_vpc.b.ipv6_cidr_block, 8, 0)
  assign_ipv6_address_on_creation = true
}
resource "aws_subnet" "native" {
  vpc_id                                         = aws_vpc.b.id
  ipv6_cidr_block                                = cidrsubnet(aws_vpc.b.ipv6_cidr_block, 8, 1)
  ipv6_native                                    = true
  assign_ipv6_address_on_creation                = true
  enable_resource_name_dns_aaaa_record_on_launch = true
}
resource "aws_egress_only_internet_gateway" "b" { vpc_id = aws_vpc.b.id }
resource "aws_route_table" "b" { vpc_id = aws_vpc.b.id }
resource "aws_route" "b6" {
  route_table_id              = aws_route_table.b.id
  destination_ipv6_cidr_block = "::/0"
  egress_only_gateway_id      = aws_egress_only_internet_gateway.b.id
}
resource "aws_network_interface" "b" {
  subnet_id          = aws_subnet.b.id
  ipv6_address_count = 1
}

# Transit gateway
resource "aws_ec2_transit_gateway" "main" {
  description                     = "main"
  amazon_side_asn                 = 64600
  default_route_table_association = "disable"
  default_route_table_propagation = "disable"
  multicast_support               = "enable"
  transit_gateway_cidr_blocks     = ["10.99.0.0/24"]
  tags                            = { Name = "main" }
}
resource "aws_ec2_transit_gateway" "other" {
  description = "other"
}
resource "aws_ec2_transit_gateway_vpc_attachment" "a" {
  transit_gateway_id                              = aws_ec2_transit_gateway.main.id
  vpc_id                                          = aws_vpc.a.id
  subnet_ids                                      = aws_subnet.a[*].id
  ipv6_support                                    = "enable"
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
}
resource "aws_ec2_transit_gateway_vpc_attachment" "b" {
  transit_gateway_id                              = aws_ec2_transit_gateway.main.id
  vpc_id                                          = aws_vpc.b.id
  subnet_ids                                      = [aws_subnet.b.id]
  appliance_mode_support                          = "enable"
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
}
resource "aws_ec2_transit_gateway_route_table" "main" {
  transit_gateway_id = aws_ec2_transit_gateway.main.id
  tags               = { Name = "main" }
}
resource "aws_ec2_transit_gateway_route_table_association" "a" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.a.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}
resource "aws_ec2_transit_gateway_route_table_association" "b" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.b.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}
resource "aws_ec2_transit_gateway_route_table_propagation" "a" {
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.a.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}
resource "aws_ec2_transit_gateway_route" "b" {
  destination_cidr_block         = "10.2.0.0/16"
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.b.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}
resource "aws_ec2_transit_gateway_route" "hole" {
  destination_cidr_block         = "10.3.0.0/16"
  blackhole                      = true
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}
resource "aws_ec2_managed_prefix_list" "far" {
  name           = "far"
  address_family = "IPv4"
  max_entries    = 5
  entry { cidr = "172.20.0.0/16" }
}
resource "aws_ec2_transit_gateway_prefix_list_reference" "far" {
  prefix_list_id                 = aws_ec2_managed_prefix_list.far.id
  transit_gateway_attachment_id  = aws_ec2_transit_gateway_vpc_attachment.b.id
  transit_gateway_route_table_id = aws_ec2_transit_gateway_route_table.main.id
}
resource "aws_route" "b_to_a" {
  route_table_id         = aws_route_table.b.id
  destination_cidr_block = "10.64.0.0/10"
  transit_gateway_id     = aws_ec2_transit_gateway.main.id
  depends_on             = [aws_ec2_transit_gateway_vpc_attachment.b]
}
data "aws_caller_identity" "me" {}
resource "aws_ec2_transit_gateway_peering_attachment" "main" {
  transit_gateway_id      = aws_ec2_transit_gateway.main.id
  peer_transit_gateway_id = aws_ec2_transit_gateway.other.id
  peer_account_id         = data.aws_caller_identity.me.account_id
  peer_region             = "us-east-1"
}
resource "aws_ec2_transit_gateway_connect" "a" {
  transport_attachment_id                         = aws_ec2_transit_gateway_vpc_attachment.a.id
  transit_gateway_id                              = aws_ec2_transit_gateway.main.id
  transit_gateway_default_route_table_association = false
  transit_gateway_default_route_table_propagation = false
}
resource "aws_ec2_transit_gateway_connect_peer" "a" {
  transit_gateway_attachment_id = aws_ec2_transit_gateway_connect.a.id
  peer_address                  = "10.64.0.9"
  inside_cidr_blocks            = ["169.254.100.0/29"]
}
resource "aws_ec2_transit_gateway_multicast_domain" "main" {
  transit_gateway_id     = aws_ec2_transit_gateway.main.id
  static_sources_support = "enable"
}
resource "aws_ec2_transit_gateway_multicast_domain_association" "b" {
  subnet_id                           = aws_subnet.b.id
  transit_gateway_attachment_id       = aws_ec2_transit_gateway_vpc_attachment.b.id
  transit_gateway_multicast_domain_id = aws_ec2_transit_gateway_multicast_domain.main.id
}
resource "aws_ec2_transit_gateway_multicast_group_member" "b" {
  group_ip_address                    = "225.0.0.1"
  network_interface_id                = aws_network_interface.b.id
  transit_gateway_multicast_domain_id = aws_ec2_transit_gateway_multicast_domain_association.b.transit_gateway_multicast_domain_id
}
resource "aws_ec2_transit_gateway_policy_table" "main" {
  transit_gateway_id = aws_ec2_transit_gateway.main.id
}

# VPN
resource "aws_customer_gateway" "main" {
  bgp_asn    = 65010
  ip_address = "203.0.113.7"
  type       = "ipsec.1"
  tags       = { Name = "main" }
}
resource "aws_vpn_gateway" "b" {
  vpc_id          = aws_vpc.b.id
  amazon_side_asn = 64700
}
resource "aws_vpn_connection" "b" {
  customer_gateway_id   = aws_customer_gateway.main.id
  vpn_gateway_id        = aws_vpn_gateway.b.id
  type                  = "ipsec.1"
  static_routes_only    = true
  tunnel1_inside_cidr   = "169.254.33.0/30"
  tunnel1_preshared_key = "a_secret.key"
}
resource "aws_vpn_connection_route" "b" {
  destination_cidr_block = "192.168.0.0/16"
  vpn_connection_id      = aws_vpn_connection.b.id
}
resource "aws_vpn_gateway_route_propagation" "b" {
  vpn_gateway_id = aws_vpn_gateway.b.id
  route_table_id = aws_route_table.b.id
}
resource "aws_vpn_connection" "transit" {
  customer_gateway_id = aws_customer_gateway.main.id
  transit_gateway_id  = aws_ec2_transit_gateway.other.id
  type                = "ipsec.1"
}
resource "aws_ec2_carrier_gateway" "a" {
  vpc_id = aws_vpc.a.id
}

# What is kept as AWS keeps it: mirrored traffic, a Client VPN endpoint that waits for its target networks (the provider
# sleeps four minutes at each association), latencies.
resource "aws_network_interface" "mirrored" {
  count     = 2
  subnet_id = aws_subnet.b.id
}
resource "aws_ec2_traffic_mirror_filter" "web" {
  description      = "web"
  network_services = ["amazon-dns"]
  tags             = { Name = "web" }
}
resource "aws_ec2_traffic_mirror_filter_rule" "web" {
  count                    = 2
  traffic_mirror_filter_id = aws_ec2_traffic_mirror_filter.web.id
  description              = "web ${count.index}"
  rule_number              = 100 + count.index
  rule_action              = "accept"
  traffic_direction        = count.index == 0 ? "ingress" : "egress"
  protocol                 = 6
  source_cidr_block        = "0.0.0.0/0"
  destination_cidr_block   = "10.0.0.0/8"
  destination_port_range {
    from_port = 80
    to_port   = 90
  }
}
resource "aws_ec2_traffic_mirror_target" "sink" {
  description          = "sink"
  network_interface_id = aws_network_interface.mirrored[0].id
  tags                 = { Name = "sink" }
}
resource "aws_ec2_traffic_mirror_session" "web" {
  description              = "web"
  network_interface_id     = aws_network_interface.mirrored[1].id
  session_number           = 1
  traffic_mirror_filter_id = aws_ec2_traffic_mirror_filter.web.id
  traffic_mirror_target_id = aws_ec2_traffic_mirror_target.sink.id
  tags                     = { Name = "web" }
}
resource "aws_ec2_client_vpn_endpoint" "people" {
  description            = "people"
  server_certificate_arn = "arn:aws:acm:us-east-1:000000000000:certificate/0a1b2c3d"
  client_cidr_block      = "172.20.0.0/20"
  split_tunnel           = true
  vpc_id                 = aws_vpc.b.id
  dns_servers            = ["1.1.1.1"]
  authentication_options {
    type                       = "certificate-authentication"
    root_certificate_chain_arn = "arn:aws:acm:us-east-1:000000000000:certificate/0a1b2c3d"
  }
  connection_log_options { enabled = false }
  client_login_banner_options {
    enabled     = true
    banner_text = "hello"
  }
  tags = { Name = "people" }
}
resource "aws_ec2_client_vpn_authorization_rule" "all" {
  client_vpn_endpoint_id = aws_ec2_client_vpn_endpoint.people.id
  target_network_cidr    = "10.0.0.0/8"
  authorize_all_groups   = true
}
resource "aws_vpc_network_performance_metric_subscription" "eu" {
  source      = "us-east-1"
  destination = "eu-west-1"
}
