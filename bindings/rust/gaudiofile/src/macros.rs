// SPDX-FileCopyrightText: 2026 gaudiofile contributors
// SPDX-License-Identifier: LGPL-2.1-or-later

//! Enumerations and flags, as values of GObject's too.

/// What an enumeration and flags have in common: how they get into a `glib::Value`, and out.
macro_rules! values {
    ($name:ident, $get_type:ident, $get:ident, $set:ident) => {
        impl StaticType for $name {
            fn static_type() -> glib::Type {
                unsafe { from_glib(ffi::$get_type()) }
            }
        }

        impl glib::value::ValueType for $name {
            type Type = Self;
        }

        unsafe impl<'a> glib::value::FromValue<'a> for $name {
            type Checker = glib::value::GenericValueTypeChecker<Self>;

            unsafe fn from_value(value: &'a glib::Value) -> Self {
                from_glib(glib::gobject_ffi::$get(value.to_glib_none().0))
            }
        }

        impl ToValue for $name {
            fn to_value(&self) -> glib::Value {
                let mut value = glib::Value::for_value_type::<Self>();
                unsafe { glib::gobject_ffi::$set(value.to_glib_none_mut().0, self.into_glib()) };
                value
            }

            fn value_type(&self) -> glib::Type {
                Self::static_type()
            }
        }

        impl From<$name> for glib::Value {
            fn from(one: $name) -> Self {
                one.to_value()
            }
        }
    };
}

macro_rules! enumeration {
    ($(#[$about:meta])* pub enum $name:ident: $c:ident, $get_type:ident {
        $($(#[$about_member:meta])* $member:ident = $value:ident,)*
    }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[$about_member])* $member,)*
            #[doc(hidden)]
            __Unknown(i32),
        }

        impl IntoGlib for $name {
            type GlibType = ffi::$c;

            fn into_glib(self) -> ffi::$c {
                match self {
                    $(Self::$member => ffi::$value,)*
                    Self::__Unknown(value) => value,
                }
            }
        }

        impl FromGlib<ffi::$c> for $name {
            unsafe fn from_glib(value: ffi::$c) -> Self {
                match value {
                    $(ffi::$value => Self::$member,)*
                    value => Self::__Unknown(value),
                }
            }
        }

        impl glib::HasParamSpec for $name {
            type ParamSpec = glib::ParamSpecEnum;
            type SetValue = Self;
            type BuilderFn = fn(&str, Self) -> glib::ParamSpecEnumBuilder<'_, Self>;

            fn param_spec_builder() -> Self::BuilderFn {
                Self::ParamSpec::builder_with_default
            }
        }

        macros::values!($name, $get_type, g_value_get_enum, g_value_set_enum);
    };
}

macro_rules! flags {
    ($(#[$about:ident $($text:tt)*])* pub enum $name:ident: $c:ident, $get_type:ident {
        $($(#[$about_member:ident $($text_member:tt)*])* $member:ident = $value:ident,)*
    }) => {
        glib::bitflags::bitflags! {
            $(#[$about $($text)*])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name: u32 {
                $($(#[$about_member $($text_member)*])* const $member = ffi::$value;)*
            }
        }

        impl IntoGlib for $name {
            type GlibType = ffi::$c;

            fn into_glib(self) -> ffi::$c {
                self.bits()
            }
        }

        impl FromGlib<ffi::$c> for $name {
            unsafe fn from_glib(value: ffi::$c) -> Self {
                Self::from_bits_truncate(value)
            }
        }

        impl glib::HasParamSpec for $name {
            type ParamSpec = glib::ParamSpecFlags;
            type SetValue = Self;
            type BuilderFn = fn(&str) -> glib::ParamSpecFlagsBuilder<'_, Self>;

            fn param_spec_builder() -> Self::BuilderFn {
                Self::ParamSpec::builder
            }
        }

        macros::values!($name, $get_type, g_value_get_flags, g_value_set_flags);
    };
}

pub(crate) use {enumeration, flags, values};
